package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRef;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came of a run, by REST, and the export. */
class ResultRoutesTest {
  @RegisterExtension
  static final RunningHost host = RunningHost.usual().knowing(ResultRoutesTest::callerOf);

  private final TestClient client = host.client();

  @ParameterizedTest
  @CsvSource({"/export,application/json", "/events,text/event-stream"})
  @DisplayName("S-16, M-03 the head of a stream is answered at once, and nothing after it")
  void theHeadOfAStream(String stream, String type) {
    TerminalFixture terminal = TerminalFixture.running(host, "head-" + stream.substring(1));

    for (int times = 0; times < 3; times++) {
      TestClient.Reply head = client.method("HEAD", terminal.session() + stream);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Type")).isEqualTo(type);
      assertThat(head.bytes()).isEmpty();
    }
    assertThat(client.method("HEAD", TestClient.SESSIONS + "/nobody" + stream).status())
        .isEqualTo(404);
  }

  @Test
  @DisplayName("S-15 a run's result is not found until it rests, and then what was reported of it")
  void aResultIsWhatWasReported() {
    TerminalFixture terminal = TerminalFixture.running(host, "reporting");
    String path = terminal.session() + "/result";

    client.get(path).problem(404, "not-found");
    client
        .put(
            path,
            """
            {"isError": true, "turns": 3, "usage": {"inputTokens": 5000000000}, "cost": 0.25,
             "text": "done"}
            """,
            "Authorization",
            authorization(terminal))
        .expect(204);
    client.put(path, "{}").problem(403, "denied");
    client.get(path).problem(404, "not-found");
    client.post(terminal.session() + "/stop").expect(202);
    client.awaitPhase("reporting", "Stopped");

    assertThat(client.get(path).expect(200).json())
        .isEqualTo(
            TestClient.json(
                """
                {"isError": true, "turns": 3, "usage": {"inputTokens": 5000000000}, "cost": 0.25,
                 "text": "done", "exit": {"signal": 15, "reason": "managed"}}
                """));
    assertThat(
            client
                .put(path, "{}", "Authorization", authorization(terminal))
                .problem(409, "wrong-phase")
                .get("phase")
                .asText())
        .isEqualTo("Stopped");
  }

  /** A worker says which one it is. */
  private static Caller callerOf(Credentials credentials) {
    return credentials
        .authorization()
        .map(text -> text.split("/"))
        .map(ids -> new WorkerRef(new SessionId(ids[0]), new WorkerId(ids[1])))
        .map(
            ref -> new Caller("worker", Set.of(), new Standing.OfWorker(ProjectId.DEFAULT, ref, 1)))
        .orElseGet(() -> Caller.of("user"));
  }

  private static String authorization(TerminalFixture terminal) {
    return terminal.worker().session() + "/" + terminal.worker().worker();
  }

  @Test
  @DisplayName("S-15 what nobody reported is null, and the exit is always there")
  void whatIsUnknownIsNull() {
    TerminalFixture terminal = TerminalFixture.running(host, "silent");
    client.post(terminal.session() + "/stop").expect(202);
    client.awaitPhase("silent", "Stopped");

    assertThat(client.get(terminal.session() + "/result").expect(200).json())
        .isEqualTo(
            TestClient.json(
                """
                {"isError": null, "turns": null, "usage": null, "cost": null, "text": null,
                 "exit": {"signal": 15, "reason": "managed"}}
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"turns": -1}                 | turns
          {"turns": 1.5}                | turns
          {"cost": -0.1}                | cost
          {"cost": "free"}              | cost
          {"isError": "no"}             | isError
          {"usage": {"tokens": -1}}     | usage
          {"usage": {"tokens": "7"}}    | usage.tokens
          {"exit": {"code": 0}}         | exit
          """)
  @DisplayName("S-15 a report in the wrong shape is refused with the field")
  void refusals(String body, String field) {
    JsonNode problem = client.put(SESSIONS + "/any/result", body).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo(field);
  }

  @Test
  @DisplayName("S-16 an export is one document: session, workers, messages and events")
  void anExportIsOneDocument() {
    JsonNode session =
        client
            .post(
                SESSIONS,
                """
                {"name": "exported", "kind": "quick", "spec": {"location": "/work"},
                 "workers": [{"kind": "terminal"}], "start": false}
                """)
            .expect(201)
            .json();
    String worker = session.at("/workers/0/id").asText();
    for (int number = 0; number < 450; number++) {
      client
          .post(
              SESSIONS + "/exported/workers/" + worker + "/messages",
              "{\"text\": \"text \\ud83d\\ude00 %s\"}".formatted(number))
          .expect(202);
    }

    TestClient.Reply reply = client.get(SESSIONS + "/exported/export?recordings=false").expect(200);
    JsonNode export = reply.json();

    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(export.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("session", "workers", "messages", "events");
    assertThat(export.get("session")).isEqualTo(client.get(SESSIONS + "/exported").json());
    assertThat(export.get("workers").findValuesAsText("id")).containsExactly(worker);
    assertThat(export.get("messages")).hasSize(450);
    assertThat(export.at("/messages/449/text").asText()).isEqualTo("text \ud83d\ude00 449");
    assertThat(export.get("events")).hasSize(452);
    assertThat(export.at("/events/451/type").asText())
        .isEqualTo("dev.agentsessions.message.queued");
    assertThat(export.at("/events/451/data/message").asText())
        .isEqualTo(export.at("/messages/449/id").asText());
  }

  @Test
  @DisplayName("S-16 recordings are refused so far, and so is what another project has")
  void whatIsNotExported() {
    client.createResting("here");
    client.post("/api/v1/projects", "{\"id\": \"elsewhere\"}").expect(201);
    String id = client.get(SESSIONS + "/here").json().get("id").asText();

    assertThat(
            client
                .get(SESSIONS + "/here/export?recordings=true")
                .problem(400, "invalid")
                .get("field")
                .asText())
        .isEqualTo("recordings");
    client.get("/api/v1/projects/elsewhere/sessions/" + id + "/export").problem(404, "not-found");
    client.get(SESSIONS + "/nobody/export").problem(404, "not-found");
  }
}
