package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TerminalPaceTest {
  private static final int MEBIBYTE = 1 << 20;

  @RegisterExtension static final RunningHost host = RunningHost.keeping(4L << 20);

  @Test
  @DisplayName("O-05 a client that stops reading costs the worker and the others nothing")
  void stalled() {
    TerminalFixture terminal = TerminalFixture.running(host, "stalled");
    try (TestSocket stalled = TestSocket.join(host.port(), terminal.path() + "/terminal", 4_096);
        TestSocket reading = terminal.join()) {
      reading.skipTo("caught-up");
      byte[] piece = new byte[MEBIBYTE];

      long seen = 0;
      for (int i = 0; i < 32; i++) {
        terminal.print(piece);
        seen += reading.outputUntil(seen, seen + piece.length).length;
      }

      assertThat(seen).isEqualTo(32L * MEBIBYTE);
      reading.type("x");
      await()
          .untilAsserted(
              () -> assertThat(terminal.processes().typed(terminal.worker())).hasSize(1));
      stalled.next("attached");
    }
  }

  @Test
  @DisplayName("O-05 a client that acknowledges is never more than a window ahead")
  void window() {
    TerminalFixture terminal = TerminalFixture.running(host, "window");
    terminal.print(new byte[3 * MEBIBYTE]);

    try (TestSocket socket = terminal.join("?epoch=1&from=0&ack=on")) {
      socket.next("attached");
      socket.outputUntil(0, MEBIBYTE);
      socket.text("{\"type\": \"unknown\"}");
      assertThat(socket.next("error").get("recoverable").asBoolean())
          .as("nothing but the answer comes while the window is full")
          .isTrue();

      socket.text("{\"type\": \"ack\", \"offset\": 500000}");
      socket.outputUntil(MEBIBYTE, MEBIBYTE + 500_000);
      socket.text("{\"type\": \"ack\", \"offset\": " + (MEBIBYTE + 500_000) + "}");
      socket.outputUntil(MEBIBYTE + 500_000, 2 * MEBIBYTE + 500_000);
      socket.text("{\"type\": \"ack\", \"offset\": " + 2 * MEBIBYTE + "}");
      socket.outputUntil(2 * MEBIBYTE + 500_000, 3 * MEBIBYTE);

      assertThat(socket.next("caught-up").get("offset").asLong()).isEqualTo(3 * MEBIBYTE);
    }
  }

  @Test
  @DisplayName("W-07 each size is told at the same place of the output, however slow a client is")
  void sizesHaveTheirPlace() {
    TerminalFixture terminal = TerminalFixture.running(host, "sizes");
    try (TestSocket slow = terminal.join("?epoch=1&from=0&ack=on");
        TestSocket quick = terminal.join()) {
      slow.skipTo("attached");
      quick.skipTo("caught-up");
      terminal.print(new byte[MEBIBYTE + 10]);
      quick.outputUntil(0, MEBIBYTE + 10);
      for (int cols = 80; cols < 83; cols++) {
        quick.text("{\"type\": \"resize\", \"cols\": " + cols + ", \"rows\": 24}");
        assertThat(quick.next("resized").get("cols").asInt()).isEqualTo(cols);
        terminal.print("drawn");
        quick.outputUntil(MEBIBYTE + 10 + 5 * (cols - 80L), MEBIBYTE + 10 + 5 * (cols - 79L));
      }

      slow.outputUntil(0, MEBIBYTE);
      slow.text("{\"type\": \"ack\", \"offset\": " + MEBIBYTE + "}");

      slow.outputUntil(MEBIBYTE, MEBIBYTE + 10);
      for (int cols = 80; cols < 83; cols++) {
        assertThat(slow.next("resized").get("cols").asInt()).isEqualTo(cols);
        slow.outputUntil(MEBIBYTE + 10 + 5 * (cols - 80L), MEBIBYTE + 10 + 5 * (cols - 79L));
      }
    }
  }

  @Test
  @DisplayName("O-04 what is typed while output is replayed does not reach the worker")
  void typedTooEarly() {
    TerminalFixture terminal = TerminalFixture.running(host, "early-input");
    terminal.print(new byte[MEBIBYTE + 1]);

    try (TestSocket socket = terminal.join("?epoch=1&from=0&ack=on")) {
      socket.next("attached");
      socket.outputUntil(0, MEBIBYTE);
      socket.type("too early");
      socket.text("{\"type\": \"ack\", \"offset\": " + MEBIBYTE + "}");
      socket.skipTo("caught-up");
      socket.type("in time");

      await()
          .untilAsserted(
              () ->
                  assertThat(terminal.processes().typed(terminal.worker()))
                      .asString()
                      .isEqualTo("in time"));
    }
  }

  @Test
  @DisplayName("O-05 what is no longer kept when a slow client gets there is said to be missing")
  void gap() {
    TerminalFixture terminal = TerminalFixture.running(host, "gap");
    terminal.print(new byte[2 * MEBIBYTE]);

    try (TestSocket socket = terminal.join("?epoch=1&from=0&ack=on")) {
      socket.next("attached");
      socket.outputUntil(0, MEBIBYTE);
      for (int i = 0; i < 8; i++) {
        terminal.print(new byte[MEBIBYTE]);
      }
      socket.text("{\"type\": \"ack\", \"offset\": " + MEBIBYTE + "}");

      JsonNode gap = socket.next("gap");
      long to = gap.get("to").asLong();
      assertThat(gap.get("from").asLong()).isEqualTo(MEBIBYTE);
      assertThat(to).isGreaterThanOrEqualTo(6 * MEBIBYTE);
      assertThat(gap.get("reason").asText()).isNotBlank();
      socket.outputUntil(to, to + MEBIBYTE);
    }
  }

  @Test
  @DisplayName("O-05 what is missing of an epoch of which nothing is kept is said, too")
  void epochGone() {
    TerminalFixture terminal = TerminalFixture.running(host, "epoch-gone");
    terminal.print(new byte[2 * MEBIBYTE]);

    try (TestSocket socket = terminal.join("?epoch=1&from=0&ack=on")) {
      socket.next("attached");
      socket.outputUntil(0, MEBIBYTE);
      host.client().post(terminal.session() + "/stop").expect(202);
      host.client().awaitPhase("epoch-gone", "Stopped");
      host.client().post(terminal.session() + "/start").expect(202);
      host.client().awaitPhase("epoch-gone", "Running");
      terminal.print(new byte[8 * MEBIBYTE]);
      socket.text("{\"type\": \"ack\", \"offset\": " + MEBIBYTE + "}");

      JsonNode gap = socket.next("gap");
      assertThat(gap.get("from").asLong()).isEqualTo(MEBIBYTE);
      assertThat(gap.get("to").asLong()).isEqualTo(2 * MEBIBYTE);
      assertThat(socket.next("caught-up").get("offset").asLong()).isEqualTo(2 * MEBIBYTE);
      assertThat(socket.next("exit").get("reason").asText()).isEqualTo("managed");
      assertThat(socket.next().closeCode()).isEqualTo(4001);
    }
  }

  @Test
  @DisplayName("W-07 many clients see the same bytes")
  void manyClientsSeeTheSame() {
    TerminalFixture terminal = TerminalFixture.running(host, "many");
    var sockets = IntStream.range(0, 200).mapToObj(i -> terminal.join()).toList();
    sockets.forEach(socket -> socket.skipTo("caught-up"));

    terminal.print("to all of you");

    sockets.forEach(
        socket -> {
          assertThat(socket.outputUntil(0, 13)).asString().isEqualTo("to all of you");
          socket.close();
        });
    Lifelines lifelines = host.get(Lifelines.class);
    await().atMost(Duration.ofSeconds(10)).until(() -> lifelines.count() == 0);
  }
}
