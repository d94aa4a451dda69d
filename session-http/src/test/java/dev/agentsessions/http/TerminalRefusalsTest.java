package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.http.internal.ClientFrames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalRefusalsTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private TerminalFixture terminal;

  @BeforeEach
  void terminal(TestInfo test) {
    terminal = TerminalFixture.running(host, "t" + System.nanoTime());
  }

  @Test
  @DisplayName("T-04 a handshake from another site's page, or from nowhere, is refused")
  void origins() {
    assertThat(refused("Origin: http://evil.example")).isEqualTo(403);
    assertThat(refused("Origin: null")).isEqualTo(403);
    assertThat(refused("Origin: http://127.0.0.1:" + (host.port() + 1))).isEqualTo(403);
    assertThat(refused("Origin: http://localhost:" + host.port())).isEqualTo(403);
    assertThat(refusedWithout("Origin")).isEqualTo(403);
  }

  @Test
  @DisplayName("T-04 a handshake to a host that is not us is refused")
  void hosts() {
    assertThat(refused("Host: evil.example:" + host.port())).isEqualTo(403);
  }

  @Test
  void aHandshakeInTheWrongFormIsRefused() {
    assertThat(refused("Sec-WebSocket-Protocol: other.v9")).isEqualTo(400);
    assertThat(refusedWithout("Sec-WebSocket-Protocol")).isEqualTo(400);
    assertThat(refused("Sec-WebSocket-Version: 8")).isEqualTo(400);
    assertThat(refused("Sec-WebSocket-Key: c2hvcnQ=")).isEqualTo(400);
    assertThat(refused("Sec-WebSocket-Key: !")).isEqualTo(400);
    assertThat(refusedWithout("Sec-WebSocket-Key")).isEqualTo(400);
    assertThat(refused("Connection: close")).isEqualTo(400);
  }

  @Test
  void anAddressThatIsReadInsteadOfJoinedSaysHowToJoin() {
    TestClient.Reply reply = host.client().get(terminal.path() + "/terminal");

    assertThat(reply.problem(426, "upgrade-required").get("detail").asText())
        .contains(TerminalDoor.PROTOCOL);
    assertThat(reply.header("Upgrade")).isEqualTo("websocket");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?epoch=1",
        "?from=0",
        "?epoch=x&from=0",
        "?epoch=1&from=-1",
        "?mode=admin",
        "?ack=off",
        "?colour=red",
        "?mode=read&mode=write"
      })
  void aQueryThatSaysNothingSensibleIsRefused(String query) {
    assertThat(status(TestSocket.handshake(host.port(), terminal.path() + "/terminal" + query)))
        .isEqualTo(400);
  }

  @Test
  void whatIsNotThereCannotBeJoined() {
    String nobody = terminal.session() + "/workers/wrk-nobody/terminal";

    assertThat(status(TestSocket.handshake(host.port(), nobody))).isEqualTo(404);
    assertThat(status(TestSocket.handshake(host.port(), "/elsewhere"))).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type": "resize", "cols": 0, "rows": 10}          | invalid
          {"type": "resize", "cols": 10, "rows": 1001}       | invalid
          {"type": "resize", "cols": 10}                     | invalid
          {"type": "resize", "cols": "10", "rows": 10}       | invalid
          {"type": "resize", "cols": 9, "rows": 9, "x": 1}   | invalid
          {"type": "ack", "offset": 99}                      | invalid
          {"type": "signal", "name": "NONE"}                 | invalid
          {"type": "dance"}                                  | invalid
          {"cols": 10}                                       | invalid
          {                                                  | invalid
          []                                                 | invalid
          """)
  @DisplayName("W-06 a wrong message is an error that the socket survives, and changes nothing")
  void messages(String message, String code) {
    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");

      socket.text(message);

      JsonNode error = socket.next("error");
      assertThat(error.get("code").asText()).isEqualTo(code);
      assertThat(error.get("message").asText()).isNotBlank();
      assertThat(error.get("recoverable").asBoolean()).isTrue();
      socket.type("still here");
      assertTyped("still here");
    }
  }

  @Test
  @DisplayName("W-07 a client that only reads cannot type, resize or signal")
  void readOnly() {
    try (TestSocket socket = terminal.join("?mode=read")) {
      assertThat(socket.next("attached").get("mode").asText()).isEqualTo("read");
      socket.skipTo("caught-up");

      socket.type("rm");
      assertThat(socket.next("error").get("code").asText()).isEqualTo("denied");
      socket.text("{\"type\": \"resize\", \"cols\": 10, \"rows\": 10}");
      assertThat(socket.next("error").get("code").asText()).isEqualTo("denied");
      socket.text("{\"type\": \"signal\", \"name\": \"KILL\"}");
      assertThat(socket.next("error").get("code").asText()).isEqualTo("denied");
    }
    assertThat(terminal.processes().typed(terminal.worker())).isEmpty();
  }

  @Test
  @DisplayName("W-06 input that finds no room is refused whole, and the socket goes on")
  void full() {
    terminal.processes().stopReading(terminal.worker());
    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      for (int i = 0; i < 5; i++) {
        socket.raw(ClientFrames.frame(TestSocket.BINARY, new byte[60_000]));
      }

      assertThat(socket.next("error").get("code").asText()).isEqualTo("limit-reached");
    }
  }

  @Test
  void whatIsNotTheProtocolClosesTheSocketWithItsCode() {
    assertThat(closedAfter(ClientFrames.frame(0x82, false, new byte[1]))).isEqualTo(1002);
    assertThat(closedAfter(ClientFrames.frame(0xc1, true, new byte[1]))).isEqualTo(1002);
    assertThat(closedAfter(ClientFrames.frame(7, new byte[1]))).isEqualTo(1002);
    assertThat(closedAfter(ClientFrames.frame(TestSocket.TEXT, new byte[] {-1}))).isEqualTo(1007);
    assertThat(closedAfter(ClientFrames.frame(TestSocket.BINARY, new byte[65_537])))
        .isEqualTo(1009);
  }

  private int closedAfter(byte[] bytes) {
    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      socket.raw(bytes);
      return socket.next().closeCode();
    }
  }

  private void assertTyped(String text) {
    await()
        .untilAsserted(
            () ->
                assertThat(new String(terminal.processes().typed(terminal.worker()), UTF_8))
                    .isEqualTo(text));
  }

  /** The status of a handshake with one line replaced. */
  private int refused(String line) {
    List<String> lines = without(line.substring(0, line.indexOf(':')));
    lines.add(line);
    return status(lines.toArray(String[]::new));
  }

  private int refusedWithout(String header) {
    return status(without(header).toArray(String[]::new));
  }

  private List<String> without(String header) {
    List<String> lines =
        new ArrayList<>(
            Arrays.asList(TestSocket.handshake(host.port(), terminal.path() + "/terminal")));
    lines.removeIf(line -> line.startsWith(header + ":"));
    return lines;
  }

  /** What is refused is answered as a problem, and the connection may be used again. */
  private static int status(String[] lines) {
    String request =
        String.join("\r\n", lines)
            + "\r\n\r\nGET /healthz HTTP/1.1\r\nHost: 127.0.0.1:"
            + host.port()
            + "\r\nConnection: close\r\n\r\n";
    String response = RawHttp.exchange(host.port(), request);
    assertThat(response).contains("application/problem+json");
    return RawHttp.status(response);
  }
}
