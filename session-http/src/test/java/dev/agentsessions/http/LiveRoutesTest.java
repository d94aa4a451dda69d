package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Input, interrupt and heartbeat, by REST. */
class LiveRoutesTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("W-06 bytes are typed in the order of the requests, whatever they are")
  void input() {
    TerminalFixture terminal = TerminalFixture.running(host, "typed");
    byte[] bytes = {0, (byte) 0xff, '\r', 3};

    type(terminal, "ls\r".getBytes(UTF_8)).expect(204);
    type(terminal, bytes).expect(204);

    assertThat(terminal.processes().typed(terminal.worker()))
        .isEqualTo(new byte[] {'l', 's', '\r', 0, (byte) 0xff, '\r', 3});
  }

  @Test
  @DisplayName("W-06 input that finds no room is refused whole, and says when to come again")
  void full() {
    TerminalFixture terminal = TerminalFixture.running(host, "full");
    terminal.processes().stopReading(terminal.worker());
    type(terminal, new byte[FakeWorkerRuntime.INPUT_CAPACITY]).expect(204);

    TestClient.Reply refused = type(terminal, new byte[1]);

    refused.problem(429, "limit-reached");
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(terminal.processes().typed(terminal.worker()))
        .hasSize(FakeWorkerRuntime.INPUT_CAPACITY);
  }

  @Test
  @DisplayName("W-06 more than 1 MiB at once is refused, and nothing of it is typed")
  void tooLarge() {
    TerminalFixture terminal = TerminalFixture.running(host, "large");

    type(terminal, new byte[(1 << 20) + 1]).problem(413, "too-large");
    type(terminal, new byte[1 << 20]).expect(204);

    assertThat(terminal.processes().typed(terminal.worker())).hasSize(1 << 20);
  }

  @Test
  @DisplayName("W-06 what takes no input refuses it: a session at rest, an ended process, nobody")
  void whatTakesNoInput() {
    TerminalFixture terminal = TerminalFixture.running(host, "over");
    terminal.processes().exit(terminal.worker(), 0);
    type(terminal, new byte[1]).problem(404, "not-found");
    client.post(terminal.session() + "/stop").expect(202);
    client.awaitPhase("over", "Stopped");

    JsonNode problem = type(terminal, new byte[1]).problem(409, "wrong-phase");

    assertThat(problem.get("phase").asText()).isEqualTo("Stopped");
    type(terminal.session() + "/workers/wrk-nobody").problem(404, "not-found");
    type(SESSIONS + "/nobody/workers/wrk-x").problem(404, "not-found");
  }

  @Test
  @DisplayName("W-06 input of another content type is refused")
  void wrongType() {
    TerminalFixture terminal = TerminalFixture.running(host, "form");

    client.post(terminal.path() + "/input", "{}").problem(415, "unsupported-media-type");

    assertThat(terminal.processes().typed(terminal.worker())).isEmpty();
  }

  @Test
  @DisplayName("S-25 an interrupt reaches agents, or the worker that is named, and says so")
  void interrupt() {
    TerminalFixture terminal = TerminalFixture.running(host, "busy");
    String path = terminal.session() + "/interrupt";

    JsonNode nobody = client.post(path).expect(200).json();
    JsonNode named =
        client.post(path, "{\"worker\": \"%s\"}".formatted(terminal.worker().worker())).json();

    assertThat(nobody.get("interrupted").asBoolean()).isFalse();
    assertThat(nobody.get("workers")).isEmpty();
    assertThat(named.get("interrupted").asBoolean()).isTrue();
    assertThat(named.at("/workers/0").asText()).isEqualTo(terminal.worker().worker().value());
    assertThat(terminal.processes().typed(terminal.worker())).isEqualTo(new byte[] {3});
  }

  @Test
  @DisplayName("S-25 an interrupt of nobody, or in the wrong shape, is refused")
  void wrongInterrupt() {
    TerminalFixture terminal = TerminalFixture.running(host, "calm");
    String path = terminal.session() + "/interrupt";

    client.post(SESSIONS + "/nobody/interrupt").problem(404, "not-found");
    client.post(path, "{\"worker\": \"wrk-nobody\"}").problem(404, "not-found");
    assertThat(client.post(path, "{\"worker\": 7}").problem(400, "invalid").get("field").asText())
        .isEqualTo("worker");
    client.post(path, "{\"signal\": \"INT\"}").problem(400, "invalid");
  }

  @Test
  @DisplayName("S-26 a heartbeat is taken while the session is live, and refused at rest")
  void heartbeat() {
    TerminalFixture terminal = TerminalFixture.running(host, "beating");
    String path = terminal.session() + "/heartbeat";

    client.post(path).expect(204);
    client.post(path, "{}").expect(204);
    client.post(path, "{\"at\": 1}").problem(400, "invalid");
    client.post(SESSIONS + "/nobody/heartbeat").problem(404, "not-found");
    client.post(terminal.session() + "/stop").expect(202);
    client.awaitPhase("beating", "Stopped");

    assertThat(client.post(path).problem(409, "wrong-phase").get("phase").asText())
        .isEqualTo("Stopped");
  }

  private TestClient.Reply type(TerminalFixture terminal, byte[] bytes) {
    return client.send(
        client
            .request(terminal.path() + "/input")
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(bytes)));
  }

  private TestClient.Reply type(String worker) {
    return client.send(
        client
            .request(worker + "/input")
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("x")));
  }
}
