package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartRoutesTest {
  private static final String RESTARTS = "/api/v1/projects/default/restarts";

  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("W-01 a worker is restarted: the same id and age, the next epoch")
  void worker() {
    TerminalFixture terminal = TerminalFixture.running(host, "one");
    JsonNode before = client.get(terminal.path()).json();

    JsonNode answer = client.post(terminal.path() + "/restart").expect(202).json();

    assertThat(answer.get("id")).isEqualTo(before.get("id"));
    assertThat(answer.get("createdAt")).isEqualTo(before.get("createdAt"));
    awaitEpoch(terminal.path(), 2);
  }

  @Test
  @DisplayName("W-01 a client at the terminal is told to come back, and finds the next epoch")
  void aClientComesBack() {
    TerminalFixture terminal = TerminalFixture.running(host, "watched");
    try (TestSocket socket = terminal.join()) {
      socket.skipTo("caught-up");
      terminal.print("first");

      client.post(terminal.path() + "/restart").expect(202);

      assertThat(socket.outputUntil(0, 5)).asString().isEqualTo("first");
      assertThat(socket.next("exit").get("reason").asText()).isEqualTo("managed");
      assertThat(socket.next().closeCode()).isEqualTo(4001);
    }
    try (TestSocket again = terminal.join("?epoch=1&from=5")) {
      JsonNode attached = again.next("attached");
      assertThat(attached.get("epoch").asLong()).isEqualTo(2);
      assertThat(attached.get("from").asLong()).isZero();
      again.next("caught-up");
      again.type("x");
      await()
          .untilAsserted(
              () -> assertThat(terminal.processes().typed(terminal.worker())).hasSize(1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"agent": "sh"}      | 400 | invalid   | agent
          {"agent": "a b"}     | 400 | invalid   | agent
          {"agent": 7}         | 400 | invalid   | agent
          {"branch": "other"}  | 400 | invalid   | branch
          {"branch": "-d"}     | 400 | invalid   | branch
          {"branch": 7}        | 400 | invalid   | branch
          {"rename": "other"}  | 400 | invalid   | rename
          []                   | 400 | invalid   | body
          """)
  @DisplayName("W-01 a restart in the wrong shape, or of the wrong kind, is refused with the field")
  void wrongShape(String body, int status, String type, String field) {
    TerminalFixture terminal = TerminalFixture.running(host, "t" + System.nanoTime());

    JsonNode problem = client.post(terminal.path() + "/restart", body).problem(status, type);

    assertThat(problem.get("field").asText()).isEqualTo(field);
    assertThat(client.get(terminal.path()).json().get("epoch").asInt()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "W-01 a restart renames the branch first, and a taken name is refused with its field")
  void renamed() {
    host.world().workspaces().addRepository("/srv/repo", "main");
    JsonNode session =
        client
            .post(
                SESSIONS,
                """
                {"name": "renamed", "kind": "worktree", "workers": [{"kind": "terminal"}],
                 "spec": {"repository": "/srv/repo", "branch": "topic"}}\
                """)
            .expect(201)
            .json();
    String path = SESSIONS + "/renamed";
    String restart = path + "/workers/" + session.at("/workers/0/id").asText() + "/restart";
    client.awaitPhase("renamed", "Running");

    JsonNode problem = client.post(restart, "{\"branch\": \"main\"}").problem(422, "unsatisfied");
    client.post(restart, "{\"branch\": \"other\"}").expect(202);

    assertThat(problem.get("field").asText()).isEqualTo("branch");
    assertThat(client.get(path).json().at("/spec/branch").asText()).isEqualTo("other");
    await()
        .untilAsserted(
            () ->
                assertThat(client.get(path).json().at("/status/branch").asText())
                    .isEqualTo("other"));
  }

  @Test
  @DisplayName("W-01 a worker of a session that rests is refused with the phase")
  void workerOfAResting() {
    TerminalFixture terminal = TerminalFixture.running(host, "rests");
    client.post(terminal.session() + "/stop").expect(202);
    client.awaitPhase("rests", "Stopped");

    JsonNode problem = client.post(terminal.path() + "/restart").problem(409, "wrong-phase");

    assertThat(problem.get("phase").asText()).isEqualTo("Stopped");
  }

  @Test
  @DisplayName("W-01 what is unknown is not found, a version that is stale is refused")
  void unknown() {
    JsonNode session = createAgents("unknown", 1);
    String path = SESSIONS + "/unknown/workers/";
    String worker = path + session.at("/workers/0/id").asText() + "/restart";

    client.post(path + "wrk-nobody/restart").problem(404, "not-found");
    client.post(SESSIONS + "/nobody/workers/wrk-x/restart").problem(404, "not-found");
    client.post(worker, "{\"agent\": \"nobody\"}").problem(404, "not-found");
    client.patch(SESSIONS + "/unknown", "{\"displayName\": \"x\"}").expect(200);
    client.post(worker, "{}", "If-Match", "\"1\"").problem(409, "stale");
    client.post(worker, "{\"agent\": \"sh\"}", "If-Match", "\"2\"").expect(202);
  }

  @Test
  @DisplayName("S-27 a session's restart is answered worker by worker, and keeps it running")
  void session() {
    JsonNode session = createAgents("whole", 2);

    TestClient.Reply reply = client.post(SESSIONS + "/whole/restart");

    reply.expect(202);
    assertThat(reply.header("ETag")).isEqualTo("\"2\"");
    assertThat(reply.json().get("session")).isEqualTo(session.get("id"));
    assertThat(reply.json().get("phase").asText()).isEqualTo("Running");
    assertThat(reply.json().get("workers"))
        .extracting(worker -> worker.get("name").asText() + " " + worker.get("epoch").asInt())
        .containsExactly("Shell 2", "Shell 2 2");
    session
        .get("workers")
        .forEach(worker -> awaitEpoch(SESSIONS + "/whole/workers/" + worker.get("id").asText(), 2));
    client.awaitPhase("whole", "Running");
  }

  @Test
  @DisplayName("S-27 a session at rest is started by its restart")
  void resting() {
    client.createResting("asleep");

    assertThat(client.post(SESSIONS + "/asleep/restart").expect(202).json().get("phase").asText())
        .isEqualTo("Pending");

    client.awaitPhase("asleep", "Running");
  }

  @Test
  @DisplayName(
      "S-27 a restart is refused with the phase while the session stops, or with its field")
  void refusedSession() {
    host.world().workers().processes().stopTakes(1_000_000);
    client.createRunning("stops");
    client.post(SESSIONS + "/stops/stop").expect(202);

    assertThat(
            client
                .post(SESSIONS + "/stops/restart")
                .problem(409, "illegal-transition")
                .get("phase")
                .asText())
        .isEqualTo("Stopping");
    host.world().workers().processes().stopTakes(0);
    assertThat(
            client
                .post(SESSIONS + "/stops/restart", "{\"intent\": \"fresh\"}")
                .problem(400, "invalid")
                .get("field")
                .asText())
        .isEqualTo("intent");
    client.post(SESSIONS + "/nobody/restart").problem(404, "not-found");
  }

  @Test
  @DisplayName("S-27 all agents restart in bulk, answered session by session")
  void bulk() {
    JsonNode one = createAgents("bulk one", 1);
    JsonNode two = createAgents("bulk two", 2);

    JsonNode answer = client.post(RESTARTS).expect(202).json();

    assertThat(answer.get("next").isNull()).isTrue();
    List<String> restarted = new ArrayList<>();
    answer.get("items").forEach(item -> restarted.add(item.get("slug").asText()));
    assertThat(restarted).containsSubsequence("bulk-two", "bulk-one");
    for (JsonNode session : List.of(one, two)) {
      session
          .get("workers")
          .forEach(
              worker ->
                  awaitEpoch(
                      SESSIONS
                          + "/"
                          + session.get("id").asText()
                          + "/workers/"
                          + worker.get("id").asText(),
                      2));
    }
  }

  @Test
  @DisplayName("S-27 a bulk restart in the wrong shape, or of no project, is refused")
  void wrongBulk() {
    client.post(RESTARTS + "?cursor=nonsense").problem(400, "invalid");
    client.post(RESTARTS + "?colour=red").problem(400, "invalid");
    client.post(RESTARTS, "{\"agent\": \"sh\"}").problem(400, "invalid");
    client.post("/api/v1/projects/none/restarts").problem(404, "not-found");
  }

  private JsonNode createAgents(String name, int agents) {
    String workers =
        String.join(",", Collections.nCopies(agents, "{\"kind\": \"agent\", \"agent\": \"sh\"}"));
    String id =
        client
            .post(
                SESSIONS,
                """
                {"name": "%s", "kind": "quick", "spec": {"location": "/work"}, "workers": [%s]}\
                """
                    .formatted(name, workers))
            .expect(201)
            .json()
            .get("id")
            .asText();
    return client.awaitPhase(id, "Running");
  }

  private void awaitEpoch(String worker, int epoch) {
    await()
        .untilAsserted(
            () -> {
              JsonNode now = client.get(worker).expect(200).json();
              assertThat(now.get("epoch").asInt()).isEqualTo(epoch);
              assertThat(now.get("state").asText()).isEqualTo("RUNNING");
            });
  }
}
