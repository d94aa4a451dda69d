package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.http.internal.ClientFrames;
import dev.agentsessions.identity.Authorizer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TerminalPatienceTest {
  private static final Patience SHORT =
      new Patience(
          Duration.ofMillis(100),
          Duration.ofSeconds(4), // a client on a machine that is busy with builds answers in time
          Duration.ofMillis(600),
          Duration.ofMillis(300),
          Duration.ofMillis(100),
          Duration.ofMinutes(15));

  @RegisterExtension
  static final RunningHost host = RunningHost.with(Authorizer.SINGLE_USER, SHORT);

  private final Lifelines lifelines = host.get(Lifelines.class);

  @Test
  void aClientThatAnswersPingsStays() {
    TerminalFixture terminal = TerminalFixture.running(host, "answers");

    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      for (int i = 0; i < 10; i++) {
        assertThat(socket.nextOfAll().opCode()).isEqualTo(TestSocket.PING);
        socket.raw(ClientFrames.frame(TestSocket.PONG, new byte[0]));
      }
      terminal.print("still there");
      assertThat(socket.outputUntil(0, 11)).asString().isEqualTo("still there");
    }
  }

  @Test
  void aClientThatSaysNothingIsLeft() {
    TerminalFixture terminal = TerminalFixture.running(host, "silent");

    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      TestSocket.Frame frame = socket.nextOfAll();
      while (frame.opCode() == TestSocket.PING) {
        frame = socket.nextOfAll();
      }

      assertThat(frame.closeCode()).isEqualTo(1001);
      socket.awaitEnd();
    }
  }

  @Test
  void aClientThatDoesNotReadIsCut() {
    TerminalFixture terminal = TerminalFixture.running(host, "blocked");
    terminal.print(new byte[32 << 20]);
    int before = lifelines.count();

    try (TestSocket blocked =
        TestSocket.join(host.port(), terminal.path() + "/terminal?epoch=1&from=0", 4_096)) {
      await().until(() -> lifelines.count() == before + 1);
      await().until(() -> lifelines.count() == before);
      blocked.awaitEnd();
    }
  }

  @Test
  void aClientThatDoesNotAnswerACloseIsCut() {
    TerminalFixture terminal = TerminalFixture.running(host, "rude");

    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      terminal.processes().exit(terminal.worker(), 0);
      socket.skipTo("exit");

      socket.awaitEnd();
    }
  }
}
