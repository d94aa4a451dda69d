package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedRequestsTest {
  private static final String QUICK = "{\"kind\": \"quick\", \"spec\": {\"location\": \"/work\"}";

  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind": "quick", "spec": {"location": "/work"}, "colour": "red"}              | colour
          {"kind": "quick", "spec": {"location": "/work", "shade": 1}}                   | spec.shade
          {"kind": "quick", "spec": {"location": 7}}                                     | spec.location
          {"kind": "quick", "spec": "here"}                                              | spec
          {"kind": "quick"}                                                              | spec
          {"kind": "castle", "spec": {"location": "/work"}}                              | kind
          {"spec": {"location": "/work"}}                                                | kind
          {"kind": "quick", "spec": {"location": "/work"}, "name": ""}                   | name
          {"kind": "quick", "spec": {"location": "/work"}, "start": "yes"}               | start
          {"kind": "quick", "spec": {"location": "/work"}, "workers": [{"kind": "x"}]}   | workers[0].kind
          {"kind": "quick", "spec": {"location": "/work"}, "start": true, "start": true} | start
          """)
  @DisplayName("S-01 a session in the wrong shape is refused with the field")
  void wrongShape(String body, String field) {
    assertThat(client.post(SESSIONS, body).problem(400, "invalid").get("field").asText())
        .isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "null", "{\"kind\": \"quick\"} more", "\u0000"})
  void whatIsNoJsonObjectIsRefused(String body) {
    assertThat(client.post(SESSIONS, body).problem(400, "invalid").get("field").asText())
        .isEqualTo("body");
  }

  @Test
  void jsonThatIsDeepIsRefused() {
    String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);

    client.post(SESSIONS, deep).problem(400, "invalid");
  }

  @Test
  @DisplayName("T-05 a body beyond 1 MiB is refused, whether it says its length or not")
  void huge() {
    String huge = QUICK + ", \"name\": \"" + "x".repeat(1 << 20) + "\"}";

    client.post(SESSIONS, huge).problem(413, "too-large");
    client
        .send(
            client
                .request(SESSIONS)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(huge.getBytes(UTF_8)))))
        .problem(413, "too-large");
    client.get(SESSIONS).expect(200);
  }

  @Test
  void aContentTypeThatIsNotTakenIsRefused() {
    TestClient.Reply reply =
        client.send(
            client
                .request(SESSIONS)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(QUICK + "}")));

    assertThat(reply.problem(415, "unsupported-media-type").get("detail").asText())
        .contains("application/json");
    client
        .send(client.request(SESSIONS).POST(BodyPublishers.ofString(QUICK + "}")))
        .problem(415, "unsupported-media-type");
  }

  @Test
  void aBodyWhereNoneIsTakenIsRefused() {
    TestClient.Reply reply =
        client.send(
            client
                .request(SESSIONS + "/x")
                .header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString("{}")));

    reply.problem(413, "too-large");
  }

  @ParameterizedTest
  @CsvSource({
    "?state=SLEEPING, state",
    "?kind=castle, kind",
    "?agent=a%20b, agent",
    "?owner=, owner",
    "?owner=team:x, owner",
    "?label=novalue, label",
    "?label=a%3Db&label=a%3Dc, label",
    "?parent=%00, parent",
    "?cursor=nonsense, cursor",
    "?limit=0, limit",
    "?limit=201, limit",
    "?limit=-1, limit",
    "?limit=99999999999999999999, limit",
    "?total=maybe, total",
    "?colour=red, colour",
    "?role=a&role=b, role",
    "?role=%zz, query"
  })
  @DisplayName("S-03 a list's query in the wrong shape is refused with the parameter")
  void wrongQuery(String query, String field) {
    String response =
        RawHttp.exchange(host.port(), "GET", SESSIONS + query, "Host: 127.0.0.1:" + host.port());

    assertThat(RawHttp.status(response)).as(response).isEqualTo(400);
    if (!query.contains("%zz")) {
      assertThat(response).contains("\"field\":\"" + field + "\"");
    }
  }

  @Test
  @DisplayName("S-02 what is not there is not found, and what is no session is refused")
  void unknown() {
    client.get(SESSIONS + "/nobody").problem(404, "not-found");
    client.get(SESSIONS + "/ses-01arz3ndektsv4rrffq69g5fav").problem(404, "not-found");
    client.get(SESSIONS + "/wrk-01arz3ndektsv4rrffq69g5fav").problem(400, "invalid");
    client.get("/api/v1/projects/other/sessions/x").problem(404, "not-found");
    client.get("/api/v1/projects/Not%20A%20Label/sessions").problem(400, "invalid");
    client.post(SESSIONS + "/nobody/start").problem(404, "not-found");
    client.post(SESSIONS + "/nobody/stop").problem(404, "not-found");
    client.patch(SESSIONS + "/nobody", "{}").problem(404, "not-found");
  }

  @Test
  void anAddressThatIsNobodysIsAProblemToo() {
    client.get("/api/v1/nothing").problem(404, "not-found");
    client.get("/api/v1/projects/default/sessions/").problem(400, "invalid");
    String slashes = RawHttp.exchange(host.port(), "GET", "//", "Host: 127.0.0.1:" + host.port());
    assertThat(RawHttp.status(slashes)).isEqualTo(404);
    TestClient.Reply reply = client.method("DELETE", SESSIONS);
    reply.problem(405, "method-not-allowed");
    assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST, PUT");
    client.method("BREW", SESSIONS).problem(405, "method-not-allowed");
  }

  @Test
  @DisplayName("S-01 a name that is taken is refused with its holder")
  void taken() {
    String holder = client.createResting("taken").get("id").asText();

    JsonNode problem =
        client.post(SESSIONS, QUICK + ", \"name\": \"Taken\"}").problem(409, "already-exists");

    assertThat(problem.get("holder").asText()).isEqualTo(holder);
    assertThat(problem.get("field").asText()).isEqualTo("name");
  }

  @Test
  @DisplayName("S-01 a directory that is not there is refused, and nothing is stored")
  void missingDirectory() {
    JsonNode problem =
        client
            .post(
                SESSIONS,
                "{\"kind\": \"quick\", \"name\": \"lost\", \"spec\": {\"location\": \"/nowhere\"}}")
            .problem(422, "unsatisfied");

    assertThat(problem.get("field").asText()).isEqualTo("spec.location");
    client.get(SESSIONS + "/lost").problem(404, "not-found");
  }

  @Test
  @DisplayName("S-10 a start of what runs is refused with the phase")
  void wrongState() {
    client.createRunning("running");

    assertThat(
            client
                .post(SESSIONS + "/running/start")
                .problem(409, "illegal-transition")
                .get("phase")
                .asText())
        .isEqualTo("Running");
  }

  @Test
  @DisplayName("W-01 a worker is refused to a session that does not run, with its phase")
  void workerOfAResting() {
    client.createResting("at-rest");

    assertThat(
            client
                .post(SESSIONS + "/at-rest/workers", "{\"kind\": \"terminal\"}")
                .problem(409, "wrong-phase")
                .get("phase")
                .asText())
        .isEqualTo("Pending");
  }

  @Test
  void aVersionThatIsStaleOrNoVersionIsRefused() {
    String path = SESSIONS + "/" + client.createResting("stale").get("id").asText();
    client.patch(path, "{\"displayName\": \"x\"}").expect(200);

    client.patch(path, "{\"displayName\": \"y\"}", "If-Match", "\"1\"").problem(409, "stale");
    client.delete(path, "If-Match", "\"1\"").problem(409, "stale");
    client.patch(path, "{}", "If-Match", "W/\"2\"").problem(400, "invalid");
    client.patch(path, "{}", "If-Match", "2").problem(400, "invalid");

    assertThat(client.get(path).json().get("displayName").asText()).isEqualTo("x");
  }

  @Test
  @DisplayName("S-06 a display name that is empty or null is refused")
  void displayName() {
    String path = SESSIONS + "/" + client.createResting("named").get("id").asText();

    client.patch(path, "{\"displayName\": \" \"}").problem(400, "invalid");
    client.patch(path, "{\"displayName\": null}").problem(400, "invalid");
    client.patch(path, "{\"slug\": \"other\"}").problem(400, "invalid");
  }

  @Test
  @DisplayName("L-11 a command that cannot be run ends the session with the reason")
  void commandThatDoesNotExist() {
    host.world().workers().processes().failNextStart("no such program: /nope");
    String id =
        client
            .post(
                SESSIONS,
                QUICK + ", \"workers\": [{\"kind\": \"terminal\", \"command\": [\"/nope\"]}]}")
            .expect(201)
            .json()
            .get("id")
            .asText();

    JsonNode failed = client.awaitPhase(id, "Failed");

    assertThat(failed.at("/status/reason").asText()).isEqualTo("SpawnFailed");
  }
}
