package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.credential.GitServer;
import dev.agentsessions.credential.NewGitToken;
import dev.agentsessions.credential.PersonalGitTokens;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.identity.TokenIssuer;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitTokens;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Git credentials for what runs in a session (R-A27). */
class GitTokenRouteTest {
  /** Of the fake work tree's remote. */
  private static final String URL = "{\"url\": \"https://example.org/engine.git\"}";

  private static final Instant END = Instant.parse("2999-01-01T00:00:00Z");
  private static final String BROKEN = "broken";

  @TempDir static Path data;
  private static TokenHost tokens;

  @BeforeAll
  static void start() {
    tokens =
        new TokenHost(
            RunningHost.withTokens(data)
                .and(
                    binder ->
                        OptionalBinder.newOptionalBinder(binder, GitTokens.class)
                            .setBinding()
                            .toProvider(
                                () ->
                                    (project, owner, url) -> {
                                      if (owner.id().equals(BROKEN)) {
                                        throw new RemoteFailed("the provider is away", null);
                                      }
                                      return tokens
                                          .host()
                                          .get(PersonalGitTokens.class)
                                          .credential(project, owner, url);
                                    }))
                .start(),
            data);
  }

  @AfterAll
  static void close() {
    tokens.close();
  }

  @Test
  @DisplayName("T-07 a session's worker is given its owner's token, once, with its end, and noted")
  void aWorkerIsGivenItsOwnersToken() {
    keep("ann", "ghp_ann", Optional.of(END));
    keep("bob", "ghp_bob", Optional.empty());
    JsonNode anns = tokens.person("ann").createRunning("anns");
    JsonNode bobs = tokens.person("bob").createRunning("bobs");

    TestClient.Reply reply = worker(anns).post(route(anns), URL).expect(200);

    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.json().get("token").asText()).isEqualTo("ghp_ann");
    assertThat(reply.json().get("username").asText()).isEqualTo("git");
    assertThat(reply.json().get("expiresAt").asText()).isEqualTo(END.toString());
    JsonNode other = worker(bobs).post(SESSIONS + "/bobs/tokens/git", URL).expect(200).json();
    assertThat(other.get("token").asText()).isEqualTo("ghp_bob");
    assertThat(other.has("expiresAt")).isFalse();
    assertNoted(anns);
  }

  private static void assertNoted(JsonNode session) {
    String export = tokens.admin().get(SESSIONS + "/" + id(session) + "/export").text();
    assertThat(export)
        .contains("session.git-token-issued", "https://example.org/engine.git")
        .contains(session.at("/workers/0/id").asText())
        .doesNotContain("ghp_");
  }

  @Test
  @DisplayName("T-07 a session's own token counts as its worker's does")
  void aSessionsTokenCounts() {
    keep("sam", "ghp_sam", Optional.empty());
    JsonNode sams = tokens.person("sam").createRunning("sams");
    Standing standing = new Standing.OfSession(ProjectId.DEFAULT, new SessionId(id(sams)));
    String secret =
        tokens
            .host()
            .get(TokenIssuer.class)
            .issue(new Caller(id(sams), Set.of(), standing), Optional.empty(), Duration.ofHours(1))
            .secret()
            .text();

    JsonNode issued = tokens.host().client().by(secret).post(route(sams), URL).expect(200).json();

    assertThat(issued.get("token").asText()).isEqualTo("ghp_sam");
  }

  @Test
  @DisplayName("T-07 nobody but a session's own runner is given its token, nor hears what is there")
  void nobodyElse() {
    keep("cid", "ghp_cid", Optional.empty());
    TestClient cid = tokens.person("cid");
    JsonNode cids = cid.createRunning("cids");
    JsonNode second = cid.createRunning("cids-second");
    JsonNode dans = tokens.person("dan").createRunning("dans");

    for (TestClient other :
        new TestClient[] {
          cid, tokens.admin(), tokens.person("dan"), worker(dans), worker(second)
        }) {
      for (String path : new String[] {route(cids), SESSIONS + "/cids/tokens/git"}) {
        String refused = other.post(path, URL).problem(403, "denied").toString();
        assertThat(refused)
            .isEqualTo(
                other.post(SESSIONS + "/nobody/tokens/git", URL).problem(403, "denied").toString());
      }
    }
    worker(cids).post(route(cids).replace("/default/", "/other/"), URL).problem(403, "denied");
    assertThat(tokens.admin().get(SESSIONS + "/" + id(cids) + "/export").text())
        .doesNotContain("git-token-issued");
  }

  @Test
  @DisplayName("T-07 a process that has ended is given no token any more")
  void aProcessThatHasEnded() {
    keep("eve", "ghp_eve", Optional.empty());
    TestClient eve = tokens.person("eve");
    JsonNode eves = eve.createRunning("eves");
    TestClient worker = worker(eves);
    worker.post(route(eves), URL).expect(200);

    eve.post(SESSIONS + "/eves/stop").expect(202);
    eve.awaitPhase(id(eves), "Stopped");

    worker.post(route(eves), URL).problem(401, "unauthenticated");
  }

  @Test
  @DisplayName(
      "T-07 an owner without a token is a 400 that says what to do, a failing provider 502")
  void noneAndFailing() {
    JsonNode fays = tokens.person("fay").createRunning("fays");
    JsonNode broken = tokens.person(BROKEN).createRunning("brokens");

    JsonNode none = worker(fays).post(route(fays), URL).problem(400, "invalid");
    JsonNode failed = worker(broken).post(route(broken), URL).problem(502, "remote-failed");

    assertThat(none.get("field").asText()).isEqualTo("credential");
    assertThat(none.get("detail").asText()).contains("PUT /api/v1/git-credentials/example.org");
    assertThat(failed.get("detail").asText()).isEqualTo("the provider is away");
    assertThat(tokens.admin().get(SESSIONS + "/" + id(fays) + "/export").text())
        .doesNotContain("git-token-issued");
  }

  @Test
  @DisplayName("T-07 of a workspace of clones all that the spec names counts, and nothing else")
  void aWorkspaceOfClones() {
    keep("hal", "ghp_hal", Optional.empty());
    TestClient hal = tokens.person("hal");
    JsonNode made =
        hal.post(
                SESSIONS,
                "{\"name\": \"hals\", \"kind\": \"agentic\", \"workers\": [{\"kind\":"
                    + " \"terminal\"}], \"spec\": {\"repos\": [{\"url\":"
                    + " \"https://example.org/a/one.git\"}, {\"url\":"
                    + " \"https://example.org/a/two\", \"output\": {\"url\":"
                    + " \"https://example.org/fork/two\"}}], \"activeWorkflow\": {\"gitUrl\":"
                    + " \"https://example.org/flows\"}}}")
            .expect(201)
            .json();
    JsonNode session = hal.awaitPhase(id(made), "Running");

    for (String path : List.of("a/one", "a/two.git", "fork/two", "flows")) {
      worker(session).post(route(session), urlOf(path)).expect(200);
    }
    for (String path : List.of("engine.git", "a", "a/one/two", "a/one.git.git")) {
      worker(session).post(route(session), urlOf(path)).problem(422, "unsatisfied");
    }
  }

  private static String urlOf(String path) {
    return "{\"url\": \"https://example.org/" + path + "\"}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|url",
        "{'url': 'engine'}|400|url",
        "{'url': 'https://ann:pw@example.org/engine.git'}|400|url",
        "{'url': 'ssh://git@example.org/engine.git'}|400|url",
        "{'url': 'https://example.org/engine.git', 'x': 1}|400|x",
        "{'url': 'https://example.org/another.git'}|422|url",
        "{'url': 'https://evil.org/engine.git'}|422|url",
        "{'url': 'https://example.org:8443/engine.git'}|422|url",
        "{'url': 'http://example.org/engine.git'}|422|url"
      })
  @DisplayName("T-07 a token is for a repository of the session, reached by https")
  void aTokenIsForARepositoryOfTheSession(String body, int status, String field) {
    keep("gus", "ghp_gus", Optional.empty());
    TestClient gus = tokens.person("gus");
    JsonNode session = gus.createRunning("gus-" + Integer.toHexString(body.hashCode()));

    JsonNode problem =
        worker(session)
            .post(route(session), body.replace('\'', '"'))
            .problem(status, status == 400 ? "invalid" : "unsatisfied");

    assertThat(problem.get("field").asText()).isEqualTo(field);
    assertThat(problem.toString()).doesNotContain("pw@");
    worker(session)
        .post(route(session), "{\"url\": \"https://EXAMPLE.org:443/engine/\"}")
        .expect(200);
  }

  private static void keep(String user, String token, Optional<Instant> end) {
    tokens
        .host()
        .get(PersonalGitTokens.class)
        .store(user, new NewGitToken(new GitServer("example.org"), "git", token, end));
  }

  private static TestClient worker(JsonNode session) {
    return tokens.host().client().by(tokens.workerToken(session));
  }

  private static String route(JsonNode session) {
    return SESSIONS + "/" + id(session) + "/tokens/git";
  }

  private static String id(JsonNode session) {
    return session.get("id").asText();
  }
}
