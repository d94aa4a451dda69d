package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People's own git tokens, by REST. */
class GitCredentialRoutesTest {
  private static final String CREDENTIALS = GitCredentialEndpoints.CREDENTIALS;
  private static final String GITHUB = CREDENTIALS + "/github.com";

  @TempDir static Path data;
  private static TokenHost tokens;

  @BeforeAll
  static void start() {
    tokens = TokenHost.start(data);
  }

  @AfterAll
  static void close() {
    tokens.close();
  }

  @Test
  @DisplayName("T-07, P-06 a git token is kept and forgotten, and no answer ever tells it")
  void aTokenIsWrittenOnly() {
    TestClient ann = tokens.person("ann");

    assertThat(ann.put(GITHUB, token("ghp_one")).expect(204).text()).isEmpty();
    ann.put(
            CREDENTIALS + "/Git.Example.org:8443",
            "{\"token\": \"ghp_two\", \"username\": \"ann\","
                + " \"expiresAt\": \"2999-01-01T00:00:00Z\"}")
        .expect(204);
    ann.put(GITHUB, token("ghp_three")).expect(204);
    ann.get(GITHUB).problem(405, "method-not-allowed");

    TestClient.Reply list = ann.get(CREDENTIALS).expect(200);
    assertThat(list.text()).doesNotContain("ghp_").doesNotContain("username");
    JsonNode items = list.json().get("items");
    assertThat(items.findValuesAsText("server"))
        .containsExactly("git.example.org:8443", "github.com");
    assertThat(items.at("/0/expiresAt").asText()).isEqualTo("2999-01-01T00:00:00Z");
    assertThat(items.at("/1").has("expiresAt")).isFalse();
    assertThat(Instant.parse(items.at("/1/storedAt").asText())).isBefore(Instant.now());
    assertThat(credential("ann")).map(GitCredential::password).contains("ghp_three");

    ann.delete(GITHUB).expect(204);
    ann.delete(GITHUB).problem(404, "not-found");
    assertThat(credential("ann")).isEmpty();
  }

  @Test
  @DisplayName("T-07 two users' git tokens never mix, not even for an administrator")
  void twoUsersTokensNeverMix() {
    TestClient bob = tokens.person("bob");
    TestClient cid = tokens.person("cid");
    bob.put(GITHUB, token("ghp_bob")).expect(204);

    assertThat(cid.get(CREDENTIALS).expect(200).json().get("items")).isEmpty();
    cid.delete(GITHUB).problem(404, "not-found");
    tokens.admin().delete(GITHUB).problem(404, "not-found");
    assertThat(tokens.admin().get(CREDENTIALS).expect(200).json().get("items")).isEmpty();
    assertThat(credential("cid")).isEmpty();
    cid.put(GITHUB, token("ghp_cid")).expect(204);

    assertThat(credential("bob")).map(GitCredential::password).contains("ghp_bob");
    assertThat(credential("cid")).map(GitCredential::password).contains("ghp_cid");
    assertThat(
            tokens
                .host()
                .get(GitTokens.class)
                .credential(
                    ProjectId.DEFAULT,
                    new Owner(OwnerScope.ORGANIZATION, "bob"),
                    GitUrl.parse("https://github.com/a/b")))
        .isEmpty();
  }

  @Test
  @DisplayName("T-07 what runs in a session keeps, sees and forgets no git token")
  void workersKeepNone() {
    TestClient dan = tokens.person("dan");
    dan.put(GITHUB, token("ghp_dan")).expect(204);
    JsonNode session = dan.createRunning("dans");
    TestClient worker = tokens.host().client().by(tokens.workerToken(session));

    worker.put(GITHUB, token("ghp_evil")).problem(403, "denied");
    worker.get(CREDENTIALS).problem(403, "denied");
    worker.delete(GITHUB).problem(403, "denied");

    assertThat(credential("dan")).map(GitCredential::password).contains("ghp_dan");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-",
        ".example.org",
        "a_",
        "a%20b",
        "user@host",
        "host:0",
        "host:123456",
        "host:x",
        "https:",
        "%5B%3A%3Ag%5D",
        "a%2Fb",
        "a%0Ab",
        "%C3%A9.org"
      })
  @DisplayName("T-07 what is no server's name is refused")
  void whatIsNoServer(String name) {
    TestClient eve = tokens.person("eve");

    JsonNode problem = eve.put(CREDENTIALS + "/" + name, token("x")).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo("server");
    assertThat(eve.get(CREDENTIALS).json().get("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|token",
        "{'token': ''}|token",
        "{'token': 1}|token",
        "{'token': 'a b'}|token",
        "{'token': 'a\\nb'}|token",
        "{'token': 'a\\u0000b'}|token",
        "{'token': 'ß'}|token",
        "{'token': 'x', 'username': ''}|username",
        "{'token': 'x', 'username': 'a:b'}|username",
        "{'token': 'x', 'username': 'a\\nb'}|username",
        "{'token': 'x', 'expiresAt': 'soon'}|expiresAt",
        "{'token': 'x', 'expiresAt': '2000-01-01T00:00:00Z'}|expiresAt",
        "{'token': 'x', 'server': 'y'}|server"
      })
  @DisplayName("T-07 a git token in the wrong form is refused with what is wrong, and not repeated")
  void aTokenInTheWrongForm(String body, String field) {
    JsonNode problem =
        tokens.person("fay").put(GITHUB, body.replace('\'', '"')).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo(field);
  }

  @Test
  @DisplayName("T-07 a git token that is too long is refused")
  void aTokenThatIsTooLong() {
    tokens.person("gus").put(GITHUB, token("x".repeat(4097))).problem(413, "too-large");
    tokens.person("gus").put(GITHUB, token("x".repeat(4096))).expect(204);
  }

  private static String token(String text) {
    return "{\"token\": \"" + text + "\"}";
  }

  private static Optional<GitCredential> credential(String user) {
    return tokens
        .host()
        .get(GitTokens.class)
        .credential(
            ProjectId.DEFAULT,
            new Owner(OwnerScope.IDENTITY_ACCOUNT, user),
            GitUrl.parse("https://github.com/a/b"));
  }
}
