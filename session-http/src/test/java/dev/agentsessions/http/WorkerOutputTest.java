package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.http.TestClient.Reply;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerOutputTest {
  private static final int KEPT = 1 << 20;
  private static final int MAX = 256 << 10;

  @RegisterExtension static final RunningHost host = RunningHost.keeping(KEPT);

  private static TerminalFixture terminal(String name) {
    return TerminalFixture.running(host, name);
  }

  private static Reply output(TerminalFixture terminal, String query) {
    return host.client().get(terminal.path() + "/output" + query);
  }

  /** Epoch, from, end, has-more and the bytes as text. */
  private static String shown(Reply reply) {
    reply.expect(200);
    return String.join(
        " ",
        reply.header("Output-Epoch"),
        reply.header("Output-From"),
        reply.header("Output-End"),
        reply.header("Output-Has-More"),
        new String(reply.bytes(), US_ASCII).replace('\n', '|'));
  }

  private static void restart(TerminalFixture terminal, String name) {
    host.client().post(terminal.session() + "/stop").expect(202);
    host.client().awaitPhase(name, "Stopped");
    host.client().post(terminal.session() + "/start").expect(202);
    host.client().awaitPhase(name, "Running");
  }

  @Test
  @DisplayName("O-03 output is read forward and backward, and a header says whether there is more")
  void bothWays() {
    TerminalFixture terminal = terminal("both-ways");
    terminal.print("first\nsecond\nthird\n");

    assertThat(shown(output(terminal, ""))).isEqualTo("1 0 19 false first|second|third|");
    assertThat(shown(output(terminal, "?from=6&max=6"))).isEqualTo("1 6 12 true second");
    assertThat(shown(output(terminal, "?from=12"))).isEqualTo("1 12 19 false |third|");
    assertThat(shown(output(terminal, "?from=19"))).isEqualTo("1 19 19 false ");
    assertThat(shown(output(terminal, "?before=12&max=9"))).isEqualTo("1 6 12 true second");
    assertThat(shown(output(terminal, "?before=6"))).isEqualTo("1 0 6 false first|");
    assertThat(shown(output(terminal, "?max=8"))).isEqualTo("1 13 19 true third|");
  }

  @Test
  @DisplayName("O-03 beyond the end the recent output is read, from a line's start")
  void beyondTheEnd() {
    TerminalFixture terminal = terminal("beyond");
    terminal.print("first\nsecond\n");

    assertThat(shown(output(terminal, "?from=14&max=9"))).isEqualTo("1 6 13 true second|");
    assertThat(shown(output(terminal, "?before=1000000&max=9"))).isEqualTo("1 6 13 true second|");
  }

  @Test
  @DisplayName("O-03, W-11 any output is read whole, piece by piece, both ways")
  void pieceByPiece() {
    TerminalFixture terminal = terminal("pieces");
    byte[] printed = new byte[KEPT / 2];
    new Random(12).nextBytes(printed);
    terminal.print(printed);

    var forward = new ByteArrayOutputStream();
    Reply reply;
    do {
      reply = output(terminal, "?from=" + forward.size()).expect(200);
      assertThat(reply.bytes()).hasSizeLessThanOrEqualTo(MAX);
      forward.writeBytes(reply.bytes());
    } while (reply.header("Output-Has-More").equals("true"));
    byte[] backward = new byte[printed.length];
    int before = backward.length;
    do {
      reply = output(terminal, "?max=100000&before=" + before).expect(200);
      before -= reply.bytes().length;
      System.arraycopy(reply.bytes(), 0, backward, before, reply.bytes().length);
    } while (reply.header("Output-Has-More").equals("true"));

    assertThat(forward.toByteArray()).isEqualTo(printed);
    assertThat(before).isZero();
    assertThat(backward).isEqualTo(printed);
  }

  @Test
  @DisplayName(
      "O-03 before the first byte kept there is nothing; forward from there begins with it")
  void beforeTheFirstByteKept() {
    TerminalFixture terminal = terminal("trimmed");
    terminal.print(new byte[2 * KEPT]);
    long base = Long.parseLong(output(terminal, "?from=0&max=1").header("Output-From"));

    assertThat(base).isBetween((long) KEPT, 2L * KEPT);
    for (long before : new long[] {base, 5, 0}) {
      assertThat(shown(output(terminal, "?before=" + before)))
          .isEqualTo("1 " + base + " " + base + " false ");
    }
  }

  @Test
  @DisplayName("O-01, O-03 an earlier epoch is read as long as it is kept")
  void anEarlierEpoch() {
    TerminalFixture terminal = terminal("epochs");
    terminal.print("first\n");
    restart(terminal, "epochs");
    terminal.print("second\n");

    assertThat(shown(output(terminal, "?epoch=1"))).isEqualTo("1 0 6 false first|");
    assertThat(shown(output(terminal, "?epoch=1&from=3"))).isEqualTo("1 3 6 false st|");
    assertThat(shown(output(terminal, "?epoch=1&before=3"))).isEqualTo("1 0 3 false fir");
    assertThat(shown(output(terminal, "?epoch=2"))).isEqualTo("2 0 7 false second|");
    assertThat(shown(output(terminal, ""))).isEqualTo("2 0 7 false second|");

    terminal.print(new byte[2 * KEPT]);

    assertThat(output(terminal, "?epoch=1").problem(410, "gone").get("detail").asText())
        .contains("epoch 1", "the newest is 2");
  }

  @Test
  @DisplayName("O-03 an epoch that has not begun is not found")
  void anEpochOfTheFuture() {
    TerminalFixture terminal = terminal("future");
    terminal.print("first\n");

    assertThat(output(terminal, "?epoch=7&from=0").problem(404, "not-found").get("detail").asText())
        .contains("epoch 7", "the newest is 1");
  }

  @Test
  void whatNeverRanHasPrintedNothing() {
    String session = TestClient.SESSIONS + "/never-ran";
    String worker =
        host.client()
            .post(
                TestClient.SESSIONS,
                """
                {"name": "never-ran", "kind": "quick", "spec": {"location": "/work"},
                 "start": false, "workers": [{"kind": "terminal"}]}\
                """)
            .expect(201)
            .json()
            .at("/workers/0/id")
            .asText();
    String output = session + "/workers/" + worker + "/output";

    assertThat(shown(host.client().get(output))).isEqualTo("0 0 0 false ");
    assertThat(shown(host.client().get(output + "?from=5"))).isEqualTo("0 0 0 false ");
    host.client().get(output + "?epoch=1").problem(404, "not-found");
    host.client().get(session + "/workers/wrk-nobody/output").problem(404, "not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          from=-1                     | from
          from=x                      | from
          from=9999999999999999999    | from
          before=-1                   | before
          before=1.5                  | before
          from=1&before=2             | before
          max=0                       | max
          max=262145                  | max
          max=                        | max
          epoch=0                     | epoch
          epoch=-1                    | epoch
          from=1&from=2               | from
          offset=1                    | offset
          """)
  @DisplayName("O-03 a range that means nothing is refused, and the parameter named")
  void refusals(String query, String field) {
    TerminalFixture terminal = terminal("refused-" + System.nanoTime());

    assertThat(output(terminal, "?" + query).problem(400, "invalid").get("field").asText())
        .isEqualTo(field);
  }
}
