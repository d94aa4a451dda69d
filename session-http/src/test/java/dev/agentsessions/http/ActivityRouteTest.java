package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityRouteTest {
  @TempDir Path data;
  private TokenHost tokens;
  private TestClient ann;
  private JsonNode session;
  private String path;
  private String activity;

  @BeforeEach
  void start() {
    tokens = TokenHost.start(data);
    ann = tokens.person("ann");
    session = ann.createRunning("anns");
    path = SESSIONS + "/" + session.get("id").asText();
    activity = path + "/workers/" + session.at("/workers/0/id").asText() + "/activity";
  }

  @AfterEach
  void close() {
    tokens.close();
  }

  @Test
  @DisplayName("A-02 a worker says what it does, and everybody sees that it said so")
  void aWorkerReports() {
    TestClient worker = worker();

    for (String state : new String[] {"asking", "active", "active", "idle"}) {
      worker.put(activity, "{\"state\": \"%s\"}".formatted(state)).expect(204);

      JsonNode seen = ann.get(path).expect(200).json();
      assertThat(seen.at("/workers/0/activity/state").asText()).isEqualTo(state);
      assertThat(seen.at("/workers/0/activity/evidence").asText()).isEqualTo("reported");
      assertThat(seen.at("/status/activity").asText()).isEqualTo(state);
      assertThat(seen.get("version").asLong()).isEqualTo(session.get("version").asLong());
    }
  }

  @Test
  @DisplayName("A-02 nobody but the worker says what it does")
  void nobodyElseReports() {
    String busy = "{\"state\": \"active\"}";
    ann.post(path + "/workers", "{\"kind\": \"terminal\", \"name\": \"other\"}").expect(201);

    ann.put(activity, busy).problem(403, "denied");
    tokens.admin().put(activity, busy).problem(403, "denied");
    JsonNode both =
        await()
            .until(
                () -> ann.get(path).expect(200).json(),
                now -> now.at("/workers/1/state").asText().equals("RUNNING"));
    String others = path + "/workers/" + both.at("/workers/1/id").asText() + "/activity";
    worker().put(others, busy).problem(403, "denied");
    assertThat(ann.get(path).json().at("/status/activity").asText()).isEqualTo("unknown");
  }

  @Test
  @DisplayName("A-02 other words than asking, active and idle are refused, naming the field")
  void otherWordsAreRefused() {
    for (String wrong : new String[] {"{\"state\": \"unknown\"}", "{\"state\": 1}", "{}"}) {
      assertThat(worker().put(activity, wrong).problem(400, "invalid").get("field").asText())
          .isEqualTo("state");
    }
    worker().put(activity, "{\"state\": \"idle\", \"evidence\": \"x\"}").problem(400, "invalid");
  }

  @Test
  @DisplayName("W-02 a worker's token is over with its process, and the next one has another")
  void theTokenIsOverWithItsProcess() {
    TestClient before = worker();
    ann.post(path + "/stop").expect(202);
    ann.awaitPhase(session.get("id").asText(), "Stopped");
    before.put(activity, "{\"state\": \"idle\"}").problem(401, "unauthenticated");

    ann.post(path + "/start").expect(202);
    session = ann.awaitPhase(session.get("id").asText(), "Running");

    before.put(activity, "{\"state\": \"idle\"}").problem(401, "unauthenticated");
    worker().put(activity, "{\"state\": \"idle\"}").expect(204);
  }

  private TestClient worker() {
    return tokens.host().client().by(tokens.workerToken(session));
  }
}
