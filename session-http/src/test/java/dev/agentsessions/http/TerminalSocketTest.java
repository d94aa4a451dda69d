package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.http.internal.ClientFrames;
import dev.agentsessions.session.Reason;
import dev.agentsessions.testkit.FakeProgram;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TerminalSocketTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  @Test
  @DisplayName("O-04 a client is told where it is, then all that was printed, then what is printed")
  void attach() {
    TerminalFixture terminal = TerminalFixture.running(host, "attach");
    terminal.print("before ");

    try (TestSocket socket = terminal.join()) {
      JsonNode attached = socket.next("attached");
      assertThat(attached.get("epoch").asLong()).isEqualTo(1);
      assertThat(attached.get("base").asLong()).isZero();
      assertThat(attached.get("from").asLong()).isZero();
      assertThat(attached.get("end").asLong()).isEqualTo(7);
      assertThat(attached.get("cols").asInt()).isEqualTo(120);
      assertThat(attached.get("rows").asInt()).isEqualTo(30);
      assertThat(attached.get("state").asText()).isEqualTo("RUNNING");
      assertThat(attached.at("/activity/state").asText()).isEqualTo("unknown");
      assertThat(attached.get("mode").asText()).isEqualTo("write");
      assertThat(new String(socket.outputUntil(0, 7), UTF_8)).isEqualTo("before ");
      assertThat(socket.next("caught-up").get("offset").asLong()).isEqualTo(7);

      terminal.print("after");

      assertThat(new String(socket.outputUntil(7, 12), UTF_8)).isEqualTo("after");
    }
  }

  @Test
  @DisplayName("W-06 what a client types arrives in order, and not before it has caught up")
  void type() {
    host.world().workers().processes().nextRuns(FakeProgram.ECHOES);
    TerminalFixture terminal = TerminalFixture.running(host, "type");

    try (TestSocket socket = terminal.join()) {
      long from = socket.skipTo("caught-up").get("offset").asLong();
      for (int i = 0; i < 100; i++) {
        socket.type(i + ",");
      }
      int length = 290;
      String echoed = new String(socket.outputUntil(from, from + length), UTF_8);

      assertThat(echoed).startsWith("0,1,2,").endsWith("98,99,");
      assertThat(terminal.processes().typed(terminal.worker())).hasSize(length);
    }
  }

  @Test
  @DisplayName("W-11 any bytes pass unchanged, both ways")
  void bytes() {
    host.world().workers().processes().nextRuns(FakeProgram.ECHOES);
    TerminalFixture terminal = TerminalFixture.running(host, "bytes");
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }

    try (TestSocket socket = terminal.join()) {
      long from = socket.skipTo("caught-up").get("offset").asLong();
      socket.raw(ClientFrames.frame(TestSocket.BINARY, every));

      assertThat(socket.outputUntil(from, from + 256)).isEqualTo(every);
    }
  }

  @Test
  @DisplayName("W-06 what is typed as soon as a client has caught up is taken")
  void typedAtOnce() {
    TerminalFixture terminal = TerminalFixture.running(host, "at-once");
    int clients = 100;

    for (int client = 0; client < clients; client++) {
      try (TestSocket socket = terminal.join()) {
        socket.skipTo("caught-up");
        socket.type("x");
      }
    }

    await()
        .untilAsserted(
            () -> assertThat(terminal.processes().typed(terminal.worker())).hasSize(clients));
  }

  @Test
  @DisplayName("W-06, W-07 a size is taken by the terminal and told to everybody at it")
  void resize() {
    TerminalFixture terminal = TerminalFixture.running(host, "resize");
    try (TestSocket one = terminal.join();
        TestSocket other = terminal.join("?mode=read")) {
      one.skipTo("caught-up");
      other.skipTo("caught-up");

      one.text("{\"type\": \"resize\", \"cols\": 80, \"rows\": 24}");

      assertThat(one.next("resized").get("cols").asInt()).isEqualTo(80);
      assertThat(other.next("resized").get("rows").asInt()).isEqualTo(24);
      assertThat(terminal.processes().running())
          .filteredOn(process -> process.launch().worker().equals(terminal.worker().worker()))
          .singleElement()
          .satisfies(process -> assertThat(process.size()).isEqualTo(new WindowSize(80, 24)));
    }
    try (TestSocket later = terminal.join()) {
      assertThat(later.next("attached").get("cols").asInt()).isEqualTo(80);
    }
  }

  @Test
  @DisplayName("W-07 the size is that of the client that typed last, and everybody is told")
  void theSizeIsTheTypists() {
    TerminalFixture terminal = TerminalFixture.running(host, "typists");
    try (TestSocket one = terminal.join();
        TestSocket reader = terminal.join("?mode=read")) {
      one.skipTo("caught-up");
      reader.skipTo("caught-up");
      one.text("{\"type\": \"resize\", \"cols\": 80, \"rows\": 24}");
      awaitCols(80, one, reader);
      try (TestSocket other = terminal.join()) {
        other.skipTo("caught-up");
        other.text("{\"type\": \"resize\", \"cols\": 200, \"rows\": 50}");
        awaitCols(200, one, other, reader); // nobody typed: the last one counts

        one.type("x");

        awaitCols(80, one, other, reader);
        one.raw(ClientFrames.frame(TestSocket.CLOSE, new byte[0]));
        awaitCols(200, other, reader);
      }
    }
  }

  /** Each hears of it; sizes before it may be left out. */
  private static void awaitCols(int cols, TestSocket... sockets) {
    for (TestSocket socket : sockets) {
      int told = 0;
      while (told != cols) {
        told = socket.skipTo("resized").get("cols").asInt();
      }
    }
  }

  @Test
  void aSignalReachesTheTerminal() {
    TerminalFixture terminal = TerminalFixture.running(host, "signal");

    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      socket.text("{\"type\": \"signal\", \"name\": \"INT\"}");

      await()
          .untilAsserted(
              () ->
                  assertThat(terminal.processes().running())
                      .anyMatch(process -> process.signals().contains(Signal.INT)));
    }
  }

  @Test
  @DisplayName("W-09 an exit is told with its code, and then the socket closes for good")
  void exit() {
    TerminalFixture terminal = TerminalFixture.running(host, "exit");
    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");

      terminal.print("last words");
      terminal.processes().exit(terminal.worker(), 3);

      assertThat(new String(socket.outputUntil(0, 10), UTF_8)).isEqualTo("last words");
      JsonNode exit = socket.next("exit");
      assertThat(exit.get("code").asInt()).isEqualTo(3);
      assertThat(exit.get("reason").asText()).isEqualTo("unexpected");
      assertThat(socket.next().closeCode()).isEqualTo(1000);
    }
    try (TestSocket later = terminal.join()) {
      later.next("attached");
      assertThat(new String(later.outputUntil(0, 10), UTF_8)).isEqualTo("last words");
      later.next("caught-up");
      later.next("exit");
      assertThat(later.next().closeCode()).isEqualTo(1000);
    }
  }

  @Test
  @DisplayName("7.2 whoever watches is told why its session failed, then how its process ended")
  void aFailedSessionSaysWhy() {
    TerminalFixture terminal = TerminalFixture.running(host, "vanished");
    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      host.world()
          .environments()
          .lose(
              terminal.worker().session(),
              new Reason("DirectoryNotFound"),
              "there is no directory /work");

      host.client().post(terminal.path() + "/restart").expect(202);

      assertThat(socket.next("notice").get("message").asText())
          .isEqualTo("the session failed: there is no directory /work");
      assertThat(socket.next("exit").get("reason").asText()).isEqualTo("managed");
      assertThat(socket.next().closeCode()).as("nothing restarts it").isEqualTo(1000);
    }
    try (TestSocket later = terminal.join()) {
      later.skipTo("notice");
      later.next("exit");
      assertThat(later.next().closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void aKilledProcessIsToldWithItsSignal() {
    TerminalFixture terminal = TerminalFixture.running(host, "killed");

    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      terminal.processes().kill(terminal.worker(), 9);

      assertThat(socket.next("exit").get("signal").asInt()).isEqualTo(9);
    }
  }

  @Test
  void aDeletedWorkerClosesTheSocketAsGone() {
    TerminalFixture terminal = TerminalFixture.running(host, "gone");

    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      host.client().delete(terminal.path()).expect(204);

      TestSocket.Frame last = socket.next();
      while (last.opCode() != TestSocket.CLOSE) {
        last = socket.next();
      }
      assertThat(last.closeCode()).isEqualTo(4004);
    }
  }

  @Test
  void aRestartedWorkerClosesTheSocketWithTheRequestToComeBack() {
    TerminalFixture terminal = TerminalFixture.running(host, "restarted");

    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      terminal.print("first");
      host.client().post(terminal.session() + "/stop").expect(202);
      host.client().awaitPhase("restarted", "Stopped");
      assertThat(new String(socket.outputUntil(0, 5), UTF_8)).isEqualTo("first");
      socket.next("exit");
      assertThat(socket.next().closeCode()).isEqualTo(1000);
    }
    host.client().post(terminal.session() + "/start").expect(202);
    host.client().awaitPhase("restarted", "Running");
    try (TestSocket socket = terminal.join("?epoch=1&from=5")) {
      JsonNode attached = socket.next("attached");
      assertThat(attached.get("epoch").asLong()).isEqualTo(2);
      assertThat(attached.get("from").asLong()).as("a foreign epoch starts over").isZero();
    }
  }

  @Test
  void whoComesBeforeTheProcessWaitsForIt() {
    TestClient client = host.client();
    JsonNode session =
        client
            .post(
                TestClient.SESSIONS,
                """
                {"name": "early", "kind": "quick", "spec": {"location": "/work"}, "start": false,
                 "workers": [{"kind": "terminal"}]}\
                """)
            .expect(201)
            .json();
    String path = TestClient.SESSIONS + "/early";
    String worker = session.at("/workers/0/id").asText();
    host.world().workers().processes().nextRuns(FakeProgram.prints("$ "));

    try (TestSocket socket =
        TestSocket.join(host.port(), path + "/workers/" + worker + "/terminal")) {
      JsonNode attached = socket.next("attached");
      assertThat(attached.get("state").asText()).isEqualTo("STARTING");
      client.post(path + "/start").expect(202);

      assertThat(new String(socket.outputUntil(0, 2), UTF_8)).isEqualTo("$ ");
      assertThat(socket.next("caught-up").get("offset").asLong()).isEqualTo(2);
    }
  }

  @Test
  void aPingIsAnswered() {
    TerminalFixture terminal = TerminalFixture.running(host, "ping");

    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      socket.raw(ClientFrames.frame(TestSocket.PING, "hello".getBytes(UTF_8)));

      TestSocket.Frame pong = socket.nextOfAll();
      assertThat(pong.opCode()).isEqualTo(TestSocket.PONG);
      assertThat(new String(pong.payload(), UTF_8)).isEqualTo("hello");
    }
  }

  @Test
  void aCloseIsAnsweredAndTheConnectionEnds() {
    TerminalFixture terminal = TerminalFixture.running(host, "closes");

    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      socket.raw(ClientFrames.frame(TestSocket.CLOSE, new byte[] {3, (byte) 0xe8}));

      assertThat(socket.next().closeCode()).isEqualTo(1000);
      socket.awaitEnd();
    }
  }

  @Test
  @DisplayName("T-05 a connection whose client vanished holds nothing")
  void vanish() {
    TerminalFixture terminal = TerminalFixture.running(host, "vanish");
    Lifelines lifelines = host.get(Lifelines.class);
    int before = lifelines.count();

    TestSocket socket = terminal.join();
    socket.skipTo("caught-up");
    assertThat(lifelines.count()).isEqualTo(before + 1);
    socket.close();

    await().untilAsserted(() -> assertThat(lifelines.count()).isEqualTo(before));
  }
}
