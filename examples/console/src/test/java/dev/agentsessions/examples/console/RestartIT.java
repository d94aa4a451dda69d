package dev.agentsessions.examples.console;

import static dev.agentsessions.examples.console.TestSession.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there again when a host has ended, however it did, and is started again. */
class RestartIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Leaves one that a hang-up does not end, which says its number. */
  private static final String NOHUP =
      "nohup sh -c 'echo $$ > nohup.pid; exec sleep 600' > nohup.out 2>&1 & ";

  /** Leaves one that only KILL ends, in a session of its own. */
  private static final String STUBBORN =
      "setsid sh -c 'trap \"\" HUP TERM; echo $$ > stubborn.pid; exec sleep 600' & ";

  private static final String RUNS = "echo started-$((20+22)) by $$ in $SESSION_ID; exec sleep 600";

  @TempDir Path data;
  @TempDir Path project;

  private HostProcess run() {
    return HostProcess.run("--port", "0", "--data", data.toString());
  }

  @Test
  @DisplayName(
      "L-08 a killed host's sessions, history and offsets are there; what ran runs again within"
          + " 10 s, same id, next epoch, and the L-09 orphans of the old one are gone")
  void aKilledHostIsAsBefore() throws Exception {
    TestSession running;
    TestSession over;
    TestSession stopped;
    JsonNode before;
    String printed;
    ProcessHandle nohup;
    ProcessHandle stubborn;
    try (HostProcess host = run()) {
      var rest = new RestClient(host.awaitReady());
      running = TestSession.create(rest, project, "sh", "-c", NOHUP + STUBBORN + RUNS);
      over = TestSession.create(rest, project, "sh", "-c", "echo over-$((20+22)); exit 7");
      stopped = TestSession.create(rest, project, "sh", "-c", "echo rests; exec sleep 600");
      running.awaitOutput("started-42");
      over.awaitWorker("EXITED");
      stopped.awaitOutput("rests");
      stopped.stop();
      stopped.awaitPhase("Stopped");
      nohup = awaitProcess("nohup.pid");
      stubborn = awaitProcess("stubborn.pid");
      before = running.read();
      printed = running.output();

      host.kill();
    }
    assertThat(nohup.isAlive()).isTrue();
    assertThat(stubborn.isAlive()).isTrue();

    try (HostProcess again = run()) {
      var rest = new RestClient(again.awaitReady());
      TestSession back = running.at(rest);

      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(back.readWorker().get("epoch").asLong()).isEqualTo(2);
                assertThat(back.readWorker().get("state").asText()).isEqualTo("RUNNING");
              });
      // Whoever adopted them may take a moment to hear that they are dead.
      await().atMost(SOON).until(() -> !nohup.isAlive() && !stubborn.isAlive());
      back.awaitOutput("started-42");
      assertThat(back.output(1)).isEqualTo(printed);
      assertThat(back.read().at("/status/state").asText()).isEqualTo("ACTIVE");
      for (String same : List.of("/name", "/slug", "/createdAt", "/version", "/workers/0/name")) {
        assertThat(back.read().at(same)).as(same).isEqualTo(before.at(same));
      }

      assertThat(rest.events("/" + back.id(), "worker.moved", 3))
          .as("W-09 nobody saw how the old one ended, and that is what is said")
          .satisfiesExactly(
              event -> assertThat(event).contains("RUNNING", "\"epoch\":1"),
              event -> assertThat(event).contains("LOST", "\"epoch\":1").doesNotContain("exit"),
              event -> assertThat(event).contains("RUNNING", "\"epoch\":2"));

      assertThat(over.at(rest).readWorker().at("/exit/code").asInt()).isEqualTo(7);
      assertThat(over.at(rest).output()).contains("over-42");
      assertThat(stopped.at(rest).read().at("/status/phase").asText()).isEqualTo("Stopped");
      assertThat(stopped.at(rest).output()).contains("rests");
      assertThat(rest.get("").get("items")).hasSize(3);
      again.terminate(); // a kill would leave this epoch's orphans to nobody
    }
  }

  @Test
  @DisplayName(
      "L-08 TERM ends a host and all it ran within 5 s, which is recorded as managed, and what ran"
          + " runs again at the next start")
  void aTerminatedHostIsAsBefore() throws Exception {
    TestSession running;
    ProcessHandle nohup;
    ProcessHandle stubborn;
    try (HostProcess host = run()) {
      running =
          TestSession.create(
              new RestClient(host.awaitReady()), project, "sh", "-c", NOHUP + STUBBORN + RUNS);
      running.awaitOutput("started-42");
      nohup = awaitProcess("nohup.pid");
      stubborn = awaitProcess("stubborn.pid");

      assertThat(host.terminate()).isLessThan(Duration.ofSeconds(5));
      await().atMost(SOON).until(() -> !nohup.isAlive() && !stubborn.isAlive());
      assertThat(host.complaints()).doesNotContain("ERROR", "WARN");
    }

    try (HostProcess again = run()) {
      var rest = new RestClient(again.awaitReady());
      TestSession back = running.at(rest);

      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(back.readWorker().get("epoch").asLong()).isEqualTo(2));
      back.awaitOutput("started-42");
      assertThat(back.readWorker().get("state").asText()).isEqualTo("RUNNING");
      assertThat(back.output(1)).contains("started-42");
      assertThat(rest.events("/" + back.id(), "worker.moved", 3))
          .satisfiesExactly(
              event -> assertThat(event).contains("RUNNING", "\"epoch\":1"),
              event -> assertThat(event).contains("STOPPED", "\"epoch\":1", "managed"),
              event -> assertThat(event).contains("RUNNING", "\"epoch\":2"));
      again.terminate(); // a kill would leave this epoch's orphans to nobody
    }
  }

  /** The process that wrote its number into a file of the project. */
  private ProcessHandle awaitProcess(String file) {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                ProcessHandle.of(Long.parseLong(Files.readString(project.resolve(file)).strip()))
                    .orElseThrow(),
            ProcessHandle::isAlive);
  }
}
