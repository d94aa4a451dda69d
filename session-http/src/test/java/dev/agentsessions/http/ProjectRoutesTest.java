package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectRoutesTest {
  private static final String PROJECTS = "/api/v1/projects";

  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("S-28 settings are read, and replaced whole")
  void settings() {
    create("tuned");
    String settings = PROJECTS + "/tuned/settings";
    assertThat(client.get(settings).json()).isEmpty();
    String wanted =
        "{\"inactivityTimeout\":\"PT8H\",\"limits\":{\"liveSessions\":3,\"workersPerSession\":2,"
            + "\"outputBytes\":9000000000},\"recordInput\":true,"
            + "\"protectedBranches\":[\"main\",\"release/1\"]}";

    JsonNode answer = client.put(settings, wanted).expect(200).json();

    assertThat(answer).hasToString(wanted);
    assertThat(client.get(settings).json()).isEqualTo(answer);
    assertThat(client.get(PROJECTS + "/tuned").json().get("settings")).isEqualTo(answer);
    assertThat(client.put(settings, "{}").expect(200).json()).isEmpty();
  }

  @Test
  @DisplayName("S-20 a limit is a 429 that names it, and says when to try again")
  void limits() {
    create("small");
    client.put(PROJECTS + "/small/settings", "{\"limits\": {\"liveSessions\": 0}}").expect(200);

    TestClient.Reply reply =
        client.post(
            PROJECTS + "/small/sessions", "{\"kind\":\"quick\",\"spec\":{\"location\":\"/work\"}}");

    assertThat(reply.problem(429, "limit-reached").get("field").asText()).isEqualTo("liveSessions");
    assertThat(reply.header("Retry-After")).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"limits": {"liveSessions": -1}}     | limits.liveSessions
          {"limits": {"workersPerSession": 0}} | limits.workersPerSession
          {"limits": {"liveSessions": 1.5}}    | limits.liveSessions
          {"limits": {"sessions": 1}}          | limits.sessions
          {"limits": {"outputBytes": -1}}      | limits.outputBytes
          {"recordInput": "yes"}               | recordInput
          {"protectedBranches": ["a b"]}       | protectedBranches
          {"inactivityTimeout": "soon"}        | inactivityTimeout
          {"colour": "red"}                    | colour
          """)
  @DisplayName("S-28 settings in the wrong form are refused with the field")
  void wrongForm(String body, String field) {
    JsonNode problem = client.put(PROJECTS + "/default/settings", body).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo(field);
    assertThat(client.get(PROJECTS + "/default/settings").json()).isEmpty();
  }

  @Test
  @DisplayName("S-28 a project is deleted when it is empty, and refused with a way out before")
  void deletion() {
    create("brief");
    String sessions = PROJECTS + "/brief/sessions";
    client
        .post(
            sessions,
            "{\"name\":\"one\",\"kind\":\"quick\",\"start\":false,"
                + "\"spec\":{\"location\":\"/work\"}}")
        .expect(201);

    JsonNode problem = client.delete(PROJECTS + "/brief").problem(409, "not-empty");
    assertThat(problem.get("suggestion").asText()).contains("delete");
    client.delete(sessions + "/one").expect(200);
    await()
        .untilAsserted(
            () -> assertThat(client.delete(PROJECTS + "/brief").status()).isEqualTo(204));

    client.get(PROJECTS + "/brief").problem(404, "not-found");
    client.get(sessions).problem(404, "not-found");
    client.delete(PROJECTS + "/brief").problem(404, "not-found");
    client.delete(PROJECTS + "/default").problem(403, "denied");
  }

  private void create(String id) {
    client.post(PROJECTS, "{\"id\": \"" + id + "\"}").expect(201);
  }
}
