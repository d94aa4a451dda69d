package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goes to every endpoint that there is, with credentials of every kind that do not suffice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenSecurityTest {
  private static final String NOBODY = "ses-nobody";
  private static final String NO_WORKER = "wrk-nobody";

  @TempDir static Path data;
  private TokenHost tokens;
  private JsonNode anns;
  private JsonNode bobs;
  private TestClient ann;
  private TestClient bob;

  @BeforeAll
  void start() {
    tokens = TokenHost.start(data);
    ann = tokens.person("ann");
    bob = tokens.person("bob");
    anns = ann.createRunning("anns");
    bobs = bob.createRunning("bobs");
  }

  @AfterAll
  void close() {
    tokens.close();
  }

  Stream<Endpoint> endpoints() {
    return tokens.host().get(Endpoints.class).all().stream();
  }

  Stream<Endpoint> ofSessions() {
    return endpoints().filter(each -> each.route().parameters().contains("session"));
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  @DisplayName("T-01 every endpoint that is not open to all refuses whoever has no good token")
  void withoutAToken(Endpoint endpoint) {
    String path = EndpointWalk.path(endpoint, id(bobs), worker(bobs));
    String good = tokens.adminToken();
    List<String> wrong =
        List.of(
            "",
            "Authorization: Bearer",
            "Authorization: Bearer x",
            "Authorization: Basic " + good,
            "Authorization: Bearer tok-nobody." + "A".repeat(43),
            "Authorization: Bearer " + good.substring(0, good.length() - 2) + "AA");

    for (String header : wrong) {
      if (endpoint.access() instanceof Access.Open) {
        assertThat(status(endpoint, path, header)).as(header).isNotIn(401, 403);
      } else {
        assertThat(status(endpoint, path, header)).as(header).isEqualTo(401);
      }
    }
  }

  @Test
  @DisplayName("T-01 who is refused for lack of a token hears how to send one")
  void isToldHow() {
    TestClient.Reply reply = tokens.host().client().get(SESSIONS);

    assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(reply.problem(401, "unauthenticated").get("suggestion").asText())
        .contains("Authorization: Bearer");
  }

  @ParameterizedTest
  @MethodSource("ofSessions")
  @DisplayName("T-02 to another person a session is as little there as one that never was")
  void anotherPerson(Endpoint endpoint) {
    assertTellsNoDifference(ann, endpoint);
  }

  @ParameterizedTest
  @MethodSource("ofSessions")
  @DisplayName("T-02, W-02 to another session's worker it is as little there")
  void anotherWorker(Endpoint endpoint) {
    assertTellsNoDifference(ofAnnsWorker(), endpoint);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  @DisplayName("T-02, W-02 a worker's token is for its session and nothing of its project")
  void aWorkerAndTheProject(Endpoint endpoint) {
    if (endpoint.access() instanceof Access.InProject
        && !endpoint.route().parameters().contains("session")) {
      call(ofAnnsWorker(), endpoint, EndpointWalk.path(endpoint)).problem(403, "denied");
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  @DisplayName("T-02 what is for administrators is refused to everybody else")
  void administration(Endpoint endpoint) {
    if (endpoint.access().equals(Access.ADMIN)) {
      String path = EndpointWalk.path(endpoint, id(anns), worker(anns));
      call(ann, endpoint, path).problem(403, "denied");
      call(ofAnnsWorker(), endpoint, path).problem(403, "denied");
    }
  }

  @Test
  @DisplayName("T-02 lists, totals and events hold only what the caller may view")
  void listsAndEvents() {
    JsonNode page = ann.get(SESSIONS + "?total=true").expect(200).json();
    assertThat(page.get("items")).hasSize(1);
    assertThat(page.get("total").asInt()).isEqualTo(1);
    assertThat(page.at("/items/0/id").asText()).isEqualTo(id(anns));
    assertThat(ann.get(SESSIONS + "?owner=bob").expect(200).json().get("items")).isEmpty();
    assertThat(tokens.admin().get(SESSIONS).expect(200).json().get("items")).hasSize(2);

    int port = tokens.host().port();
    try (EventReader events =
        EventReader.by(ann.token(), port, "/api/v1/projects/default/events", 0)) {
      bob.post(SESSIONS + "/" + id(bobs) + "/stop").expect(202);
      bob.awaitPhase(id(bobs), "Stopped");
      ann.patch(SESSIONS + "/" + id(anns), "{\"displayName\": \"Seen\"}").expect(200);
      assertThat(events.until("session.metadata-changed"))
          .allSatisfy(told -> assertThat(told.data().get("source").asText()).endsWith(id(anns)));
    }
  }

  @Test
  @DisplayName("T-02 a worker's token reads its own session")
  void aWorkerReadsItsOwn() {
    String own = SESSIONS + "/" + id(anns);

    assertThat(ofAnnsWorker().get(own).expect(200).json().get("id").asText()).isEqualTo(id(anns));
    assertThat(ofAnnsWorker().get("/api/v1/projects").expect(200).json().get("items")).isEmpty();
    ofAnnsWorker().get(TokenEndpoints.TOKENS).problem(403, "denied");
    ofAnnsWorker().post(TokenEndpoints.TOKENS, "{\"name\": \"n\"}").problem(403, "denied");
  }

  private void assertTellsNoDifference(TestClient caller, Endpoint endpoint) {
    TestClient.Reply there =
        call(caller, endpoint, EndpointWalk.path(endpoint, id(bobs), worker(bobs)));
    TestClient.Reply nowhere =
        call(caller, endpoint, EndpointWalk.path(endpoint, NOBODY, NO_WORKER));

    assertThat(there.status()).isEqualTo(nowhere.status()).isBetween(400, 499);
    assertThat(there.text().replace(id(bobs), NOBODY).replace(worker(bobs), NO_WORKER))
        .isEqualTo(nowhere.text());
    if (endpoint.method() == Method.GET) {
      assertThat(there.status()).isIn(404, 426);
    }
  }

  /** With a body that it may take. */
  private static TestClient.Reply call(TestClient caller, Endpoint endpoint, String path) {
    boolean isJson = endpoint.takes().contentTypes().contains("application/json");
    return caller.send(
        caller
            .request(path, "Content-Type", isJson ? "application/json" : "text/plain")
            .method(
                endpoint.method().name(),
                endpoint.takes().isNothing()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString("{}")));
  }

  private int status(Endpoint endpoint, String path, String header) {
    int port = tokens.host().port();
    String host = "Host: 127.0.0.1:" + port;
    return header.isEmpty()
        ? RawHttp.status(port, endpoint.method().name(), path, host)
        : RawHttp.status(port, endpoint.method().name(), path, host, header);
  }

  private TestClient ofAnnsWorker() {
    return tokens.host().client().by(tokens.workerToken(anns));
  }

  private static String id(JsonNode session) {
    return session.get("id").asText();
  }

  private static String worker(JsonNode session) {
    return session.at("/workers/0/id").asText();
  }
}
