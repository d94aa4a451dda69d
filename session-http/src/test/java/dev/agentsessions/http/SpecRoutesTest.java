package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Update and apply: what a session is asked to be. */
class SpecRoutesTest {
  private static final String SUBJECT =
      "{\"kind\": \"quick\", \"spec\": {\"location\": \"/work\", \"subject\": \"S\"}}";

  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("R-A04, S-05 a put replaces the spec, one version and one generation on")
  void update() {
    String path = SESSIONS + "/" + client.createResting("updated").get("id").asText();

    TestClient.Reply reply = client.put(path, SUBJECT);

    reply.expect(200);
    assertThat(reply.header("ETag")).isEqualTo("\"2\"");
    assertThat(reply.json().get("generation").asInt()).isEqualTo(2);
    assertThat(reply.json().at("/spec/subject").asText()).isEqualTo("S");
    assertThat(client.get(path).json()).isEqualTo(reply.json());
    client.put(path, SUBJECT, "If-Match", "\"1\"").problem(409, "stale");
    assertThat(client.put(path, SUBJECT, "If-Match", "\"2\"").expect(200).json())
        .as("the same changes nothing")
        .isEqualTo(reply.json());
  }

  @Test
  @DisplayName("S-05 a put to a session that runs is refused with the phase")
  void updateOfARunning() {
    JsonNode running = client.createRunning("runs");

    JsonNode problem = client.put(SESSIONS + "/runs", SUBJECT).problem(409, "wrong-phase");

    assertThat(problem.get("phase").asText()).isEqualTo("Running");
    assertThat(client.get(SESSIONS + "/runs").json().get("version"))
        .isEqualTo(running.get("version"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"spec": {"location": "/work"}}                                                   | kind
          {"kind": "quick"}                                                                 | spec
          {"kind": "quick", "spec": {}}                                                     | spec.location
          {"kind": "quick", "spec": {"location": "/work", "subject": 1}}                    | spec.subject
          {"kind": "quick", "spec": {"location": "/work", "shade": "x"}}                    | spec.shade
          {"kind": "quick", "spec": {"location": "/work"}, "name": "other"}                 | name
          {"kind": "quick", "spec": {"location": "/elsewhere"}}                             | spec.location
          {"kind": "quick", "spec": {"location": "/work", "runtime": "cloud"}}              | spec.runtime
          {"kind": "worktree", "spec": {"repository": "/work", "branch": "b"}}              | kind
          """)
  @DisplayName("S-05 a put in the wrong shape, or of what never changes, is refused with the field")
  void wrongUpdate(String body, String field) {
    String path = SESSIONS + "/fixed";
    if (client.get(path).status() == 404) {
      client.createResting("fixed");
    }

    assertThat(client.put(path, body).problem(400, "invalid").get("field").asText())
        .isEqualTo(field);
    assertThat(client.get(path).json().get("version").asInt()).isEqualTo(1);
  }

  @Test
  void anUpdateOfNobodyOrByAnUnknownAgentIsNotFound() {
    client.createResting("agentless");

    client.put(SESSIONS + "/nobody", SUBJECT).problem(404, "not-found");
    client
        .put(
            SESSIONS + "/agentless",
            "{\"kind\": \"quick\", \"spec\": {\"location\": \"/work\", \"agent\": \"x\"}}")
        .problem(404, "not-found");
  }

  @Test
  @DisplayName("S-07 an apply creates, then changes nothing, then updates")
  void apply() {
    TestClient.Reply created = client.put(SESSIONS, applied("\"labels\": {\"a\": \"1\"}"));
    TestClient.Reply again = client.put(SESSIONS, applied("\"labels\": {\"a\": \"1\"}"));
    TestClient.Reply kept = client.put(SESSIONS, applied("\"start\": false"));
    TestClient.Reply updated =
        client.put(SESSIONS, applied("\"labels\": {\"b\": \"2\"}, \"displayName\": \"D\""));

    created.expect(201);
    String id = created.json().get("id").asText();
    assertThat(created.header("Location")).isEqualTo(SESSIONS + "/" + id);
    assertThat(created.header("ETag")).isEqualTo("\"1\"");
    assertThat(again.expect(200).header("ETag")).isEqualTo("\"1\"");
    assertThat(kept.expect(200).json().get("labels").toString()).isEqualTo("{\"a\":\"1\"}");
    assertThat(updated.expect(200).header("ETag")).isEqualTo("\"2\"");
    assertThat(updated.json().get("id").asText()).isEqualTo(id);
    assertThat(updated.json().get("labels").toString()).isEqualTo("{\"b\":\"2\"}");
    assertThat(updated.json().get("displayName").asText()).isEqualTo("D");
  }

  @Test
  @DisplayName("S-07 an apply of another spec to a session that runs is refused, metadata is not")
  void applyToARunning() {
    client.createRunning("busy");
    String metadata = "{\"name\": \"busy\", \"kind\": \"quick\", \"labels\": {\"a\": \"1\"}, ";

    JsonNode problem =
        client
            .put(SESSIONS, metadata + "\"spec\": {\"location\": \"/work\", \"subject\": \"S\"}}")
            .problem(409, "wrong-phase");
    TestClient.Reply alone =
        client.put(SESSIONS, metadata + "\"spec\": {\"location\": \"/work\"}}");

    assertThat(problem.get("phase").asText()).isEqualTo("Running");
    assertThat(alone.expect(200).header("ETag")).isEqualTo("\"2\"");
  }

  @Test
  @DisplayName("S-07 an apply by an id that is not there, or by nothing, is refused")
  void wrongApply() {
    String rest = "\"kind\": \"quick\", \"spec\": {\"location\": \"/work\"}}";

    client.put(SESSIONS, "{\"id\": \"ses-none\", " + rest).problem(404, "not-found");
    assertThat(client.put(SESSIONS, "{" + rest).problem(400, "invalid").get("field").asText())
        .isEqualTo("name");
    assertThat(
            client
                .put(SESSIONS, "{\"name\": \"x\", \"colour\": \"red\", " + rest)
                .problem(400, "invalid")
                .get("field")
                .asText())
        .isEqualTo("colour");
    client
        .put(SESSIONS, "{\"name\": \"new\", " + rest, "If-Match", "\"1\"")
        .problem(404, "not-found");
    client.put(SESSIONS, applied("\"name\": \"twice\"")).problem(400, "invalid");
    client.get(SESSIONS + "/new").problem(404, "not-found");
  }

  private static String applied(String more) {
    return "{\"name\": \"applied\", \"kind\": \"quick\", \"spec\": {\"location\": \"/work\"}, "
        + more
        + "}";
  }
}
