package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that keeps its sessions in a real PostgreSQL. */
class PostgresIT {
  private static final String USER = "sessions";
  private static final String PASSWORD = "correct horse";

  private static PostgresServer server;

  @TempDir Path data;
  @TempDir Path project;

  @BeforeAll
  static void start() {
    server = PostgresServer.start(Path.of("target/postgres"));
    server.addUser(USER, PASSWORD);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  @DisplayName(
      "P-01, L-08 sessions, history and output of a killed host on PostgreSQL are there, and what"
          + " ran runs again")
  void aKilledHostIsAsBefore() throws Exception {
    String url = server.newDatabase(USER);
    TestSession running;
    TestSession stopped;
    JsonNode before;
    List<String> events;
    try (HostProcess host = host(url, PASSWORD)) {
      var rest = new RestClient(host.awaitReady());
      running = TestSession.create(rest, project, "sh", "-c", "echo up-$((20+22)); exec sleep 600");
      stopped = TestSession.create(rest, project, "sh", "-c", "echo rests; exec sleep 600");
      running.awaitOutput("up-42");
      running.awaitPhase("Running");
      stopped.awaitOutput("rests");
      stopped.stop();
      stopped.awaitPhase("Stopped");
      before = running.read();
      events = rest.events("/" + running.id(), "", 4);

      host.kill();
    }

    try (HostProcess again = host(url, PASSWORD)) {
      var rest = new RestClient(again.awaitReady());
      TestSession back = running.at(rest);

      await()
          .atMost(TestSession.PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(back.readWorker().get("epoch").asLong()).isEqualTo(2);
                assertThat(back.readWorker().get("state").asText()).isEqualTo("RUNNING");
              });
      back.awaitOutput("up-42");
      assertThat(back.output(1)).contains("up-42");
      for (String same : List.of("/name", "/slug", "/createdAt", "/version", "/workers/0/name")) {
        assertThat(back.read().at(same)).as(same).isEqualTo(before.at(same));
      }
      assertThat(rest.events("/" + running.id(), "", 4)).isEqualTo(events);
      assertThat(stopped.at(rest).read().at("/status/phase").asText()).isEqualTo("Stopped");
      assertThat(stopped.at(rest).output()).contains("rests");
      assertThat(rest.get("").get("items")).hasSize(2);
      again.terminate(); // a kill would leave this epoch's orphans to nobody
      assertThat(again.complaints()).doesNotContain("ERROR", "WARN");
    }
  }

  @Test
  @DisplayName(
      "P-04, L-02 of two hosts on one database and one data directory, the one that is left takes"
          + " the killed one's sessions over")
  void theHostThatIsLeftTakesOver() throws Exception {
    String url = server.newDatabase(USER);
    try (HostProcess owner = host(url, PASSWORD, "one")) {
      TestSession session =
          TestSession.create(
              new RestClient(owner.awaitReady()),
              project,
              "sh",
              "-c",
              "echo up-$((20+22)); exec sleep 600");
      session.awaitOutput("up-42");
      session.awaitPhase("Running");

      try (HostProcess other = host(url, PASSWORD, "other")) {
        TestSession seen = session.at(new RestClient(other.awaitReady()));
        assertThat(seen.read().at("/status/phase").asText()).isEqualTo("Running");
        assertThat(seen.output()).contains("up-42");

        owner.kill();
        await()
            .atMost(TestSession.PATIENCE)
            .untilAsserted(() -> assertThat(seen.readWorker().get("epoch").asLong()).isEqualTo(2));
        seen.awaitOutput("up-42");

        assertThat(seen.output(1)).contains("up-42");
        other.terminate(); // a kill would leave this epoch's orphans to nobody
      }
    }
  }

  @Test
  @DisplayName(
      "L-02, P-07 a host that was frozen past its lease and goes on finds its session taken: it"
          + " ends what it ran, writes nothing, and passes on what it is told to type")
  void aFrozenHostIsReplaced() throws Exception {
    String url = server.newDatabase(USER);
    try (HostProcess frozen = host(url, PASSWORD, "one")) {
      var late = new RestClient(frozen.awaitReady());
      TestSession session =
          TestSession.create(
              late,
              project,
              "sh",
              "-c",
              "echo pid-$$-; while read -r line; do echo got-$line; done");
      session.awaitOutput("pid-");
      session.awaitPhase("Running");
      ProcessHandle first = ProcessHandle.of(pid(session.output())).orElseThrow();

      try (HostProcess other = host(url, PASSWORD, "other")) {
        TestSession seen = session.at(new RestClient(other.awaitReady()));
        frozen.freeze();
        await()
            .atMost(TestSession.PATIENCE)
            .untilAsserted(() -> assertThat(seen.readWorker().get("epoch").asLong()).isEqualTo(2));
        seen.awaitOutput("pid-");
        assertThat(first.isAlive()).as("nobody else may end it").isTrue();

        frozen.thaw();
        await().atMost(TestSession.PATIENCE).until(() -> !first.isAlive());
        late.type(session.id(), session.worker(), "late\n");
        seen.rest().type(session.id(), session.worker(), "live\n");
        seen.awaitOutput("got-live");

        assertThat(seen.output()).containsOnlyOnce("got-late");
        assertThat(seen.output(1)).doesNotContain("got-late");
        assertThat(seen.readWorker().get("epoch").asLong()).isEqualTo(2);
        assertThat(seen.readWorker().get("state").asText()).isEqualTo("RUNNING");
        assertThat(session.readWorker())
            .as("as the late one shows it")
            .isEqualTo(seen.readWorker());
        other.terminate(); // a kill would leave this epoch's orphans to nobody
      }
    }
  }

  private static long pid(String output) {
    return Long.parseLong(output.replaceFirst("(?s).*pid-(\\d+)-.*", "$1"));
  }

  @Test
  void aWrongPasswordIsOneLine() throws Exception {
    String url = server.newDatabase(USER);

    assertRefused(url, "wrong", "password authentication failed for user \"sessions\"");
  }

  @Test
  void aMissingDatabaseIsOneLine() throws Exception {
    String url = server.newDatabase(USER) + "x";

    assertRefused(url, PASSWORD, "database \"" + url.replaceFirst(".*/", "") + "\" does not exist");
  }

  @Test
  void aDatabaseOfSomebodyElseIsOneLine() throws Exception {
    String url = server.newDatabase();

    assertRefused(url, PASSWORD, "permission denied for schema public");
  }

  private void assertRefused(String url, String password, String reason) throws Exception {
    try (HostProcess host = host(url, password)) {
      assertThat(host.awaitEnd()).isEqualTo(2);
      assertThat(host.complaints().lines())
          .singleElement()
          .asString()
          .startsWith("cannot use the database " + url + ": ")
          .contains(reason);
      assertThat(host.said()).isEmpty();
    }
  }

  private HostProcess host(String url, String password) {
    return host(url, password, "main");
  }

  private HostProcess host(String url, String password, String id) {
    try {
      Path file = Files.writeString(data.resolve("password"), password + "\n");
      return HostProcess.run(
          "--port=0",
          "--data=" + data,
          "--host-id=" + id,
          "--store=postgres",
          "--jdbc-url=" + url,
          "--jdbc-user=" + USER,
          "--jdbc-password-file=" + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
