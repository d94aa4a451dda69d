package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host that {@code run} started does for programs. */
class HostIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TEN_MEGABYTES = 10_000_000;

  @TempDir Path data;
  @TempDir Path project;

  @Test
  void aViewerThatReconnectsTwiceSeesTenMegabytesAsTheyWerePrinted() throws Exception {
    byte[] random = new byte[TEN_MEGABYTES];
    new Random(42).nextBytes(random);
    Path file = Files.write(project.resolve("random"), random);

    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      var rest = new RestClient(host.awaitReady());
      TestSession session =
          TestSession.create(
              rest, project, "sh", "-c", "stty raw -echo && cat " + file + " && exec sleep 600");
      var viewer = new TerminalViewer(rest.terminal(session.id(), session.worker()));

      viewer.watchUntil(TEN_MEGABYTES / 3);
      viewer.watchUntil(TEN_MEGABYTES / 3 * 2);
      viewer.watchUntil(TEN_MEGABYTES);

      assertThat(viewer.sha256()).isEqualTo(sha256(random));
    }
  }

  @Test
  @DisplayName(
      "S-25, W-01 an agent of the command line runs, is interrupted and lives, and restarts")
  void anAgentIsInterruptedAndRestarted() throws Exception {
    String agent =
        "nag=sh -c 'trap \"echo interrupted-$((20+22))\" INT; echo up; while :; do sleep 0.1;"
            + " done'";
    try (HostProcess host =
        HostProcess.run("--port", "0", "--data", data.toString(), "--agent", agent)) {
      var rest = new RestClient(host.awaitReady());
      ObjectNode wanted = JsonNodeFactory.instance.objectNode();
      wanted
          .put("kind", "quick")
          .putObject("spec")
          .put("location", project.toString())
          .put("agent", "nag");
      JsonNode session = rest.create(wanted);
      String worker = "/" + id(session) + "/workers/" + worker(session);
      awaitOutput(rest, worker, "up");

      JsonNode interrupted = rest.post("/" + id(session) + "/interrupt", 200);
      awaitOutput(rest, worker, "interrupted-42");

      assertThat(interrupted.get("interrupted").asBoolean()).isTrue();
      assertThat(rest.get(worker).get("state").asText()).isEqualTo("RUNNING");
      rest.post(worker + "/restart", 202);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode now = rest.get(worker);
                assertThat(now.get("epoch").asInt()).isEqualTo(2);
                assertThat(now.get("state").asText()).isEqualTo("RUNNING");
              });
      awaitOutput(rest, worker, "up");
      assertThat(rest.text(worker + "/output")).doesNotContain("interrupted");
    }
  }

  @Test
  @DisplayName(
      "S-10, L-08 a session whose directory vanishes is kept as orphaned and says why, keeps its"
          + " output, is not started without it, and starts when it is there again")
  void aVanishedDirectoryIsSaid() throws Exception {
    Path work = Files.createDirectory(project.resolve("work"));
    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      var rest = new RestClient(host.awaitReady());
      var session = TestSession.create(rest, work, "sh", "-c", "echo up; exec sleep 600");
      session.awaitOutput("up");

      Files.delete(work);

      session.awaitPhase("Failed");
      JsonNode status = session.read().get("status");
      assertThat(status.get("reason").asText()).isEqualTo("DirectoryNotFound");
      assertThat(status.get("message").asText()).isEqualTo("there is no directory " + work);
      assertThat(status.get("recovery").toString())
          .isEqualTo("{\"state\":\"orphaned\",\"reason\":\"DirectoryNotFound\"}");
      assertThat(session.readWorker().get("state").asText()).isEqualTo("STOPPED");
      assertThat(session.output()).contains("up");
      assertThat(rest.post("/" + session.id() + "/start", 409).toString())
          .contains("does not exist: " + work);
      Files.createDirectory(work);
      rest.post("/" + session.id() + "/start", 202);
      session.awaitWorker("RUNNING");
      session.awaitOutput("up");
      assertThat(session.read().get("status").get("recovery").get("state").asText())
          .isEqualTo("healthy");
      host.terminate(); // a kill would leave orphans to nobody
    }
  }

  @Test
  void helpIsPrintedWithoutAHost() throws Exception {
    try (HostProcess help = HostProcess.run("--help")) {
      assertThat(help.awaitEnd()).isZero();
      assertThat(help.said()).startsWith("Usage: examples/console/run");
    }
  }

  private static void awaitOutput(RestClient rest, String worker, String text) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(rest.text(worker + "/output")).contains(text));
  }

  private static String id(JsonNode session) {
    return session.get("id").asText();
  }

  private static String worker(JsonNode session) {
    return id(session.get("workers").get(0));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
