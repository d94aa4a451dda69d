package dev.agentsessions.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.credential.GitServer;
import dev.agentsessions.credential.NewGitToken;
import dev.agentsessions.credential.PersonalGitTokens;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.memory.InMemoryStore;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.secret.AesGcmCipher;
import dev.agentsessions.secret.SecretKey;
import dev.agentsessions.testkit.FakeClock;
import dev.agentsessions.testkit.workspace.GitHubServer;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubTokensTest {
  private static final String APP = "123456";

  /** Far more than an answer takes, also on a machine that is busy. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static final Owner ANN = new Owner(OwnerScope.IDENTITY_ACCOUNT, "ann");
  private static final Owner BOB = new Owner(OwnerScope.IDENTITY_ACCOUNT, "bob");

  @TempDir Path root;
  private final FakeClock clock = FakeClock.atNoon();
  private final PersonalGitTokens personal =
      new PersonalGitTokens(
          new InMemoryStore(clock).gitTokens(), new AesGcmCipher(SecretKey.random()), clock);
  private final List<GitHubApi> opened = new ArrayList<>();
  private GitHubServer server;
  private GitTokens tokens;

  @BeforeEach
  void start() throws IOException {
    server = new GitHubServer(root, APP, Keys.APP.getPublic(), clock);
    server.install("ann/engine");
    tokens = of(APP, Keys.APP, server.api());
  }

  @AfterEach
  void close() {
    opened.forEach(GitHubApi::close);
    server.close();
  }

  @Test
  @DisplayName("T-07 where the app is installed its token is used, made once for a repository")
  void theAppsTokenIsUsed() {
    GitCredential token = credential("ann/engine.git").orElseThrow();

    assertThat(token.username()).isEqualTo("x-access-token");
    assertThat(server.tokens()).containsExactly(token.password());
    assertThat(token.expiresAt())
        .contains(clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1)));
    assertThat(credential("ann/engine")).contains(token);
    assertThat(credential("Ann/Engine.git/")).contains(token);
    assertThat(tokens.credential(ProjectId.DEFAULT, BOB, url("ann/engine"))).contains(token);
    assertThat(server.asked())
        .containsExactly(
            "GET /repos/ann/engine/installation", "POST /app/installations/1/access_tokens");
  }

  @Test
  @DisplayName("T-07 another repository has a token of its own")
  void anotherRepositoryHasItsOwn() {
    server.install("ann/other");

    assertThat(credential("ann/engine")).isNotEqualTo(credential("ann/other"));
    assertThat(server.tokens()).hasSize(2);
  }

  @Test
  @DisplayName("T-07 a token is renewed ten minutes before it ends")
  void aTokenIsRenewed() {
    Optional<GitCredential> first = credential("ann/engine");
    clock.advance(Duration.ofMinutes(49));
    assertThat(credential("ann/engine")).isEqualTo(first);

    clock.advance(Duration.ofMinutes(2));
    Optional<GitCredential> second = credential("ann/engine");

    assertThat(second).isPresent().isNotEqualTo(first);
    assertThat(second.flatMap(GitCredential::expiresAt))
        .contains(clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1)));
  }

  @Test
  @DisplayName("T-07 where the app is not installed the owner's own token is used, and no other's")
  void elsewhereTheOwnersOwn() {
    store("ann", server.api().getAuthority(), "anns");

    assertThat(credential("ann/private")).map(GitCredential::password).contains("anns");
    assertThat(tokens.credential(ProjectId.DEFAULT, BOB, url("ann/private"))).isEmpty();
    assertThat(server.tokens()).isEmpty();
  }

  @Test
  @DisplayName("T-07 of another server, or what can be no repository of it, GitHub is not asked")
  void ofAnotherServerItIsNotAsked() {
    store("ann", "git.example.org", "anns");

    GitUrl other = GitUrl.parse("https://git.example.org/ann/engine");
    assertThat(tokens.credential(ProjectId.DEFAULT, ANN, other))
        .map(GitCredential::password)
        .contains("anns");
    for (String path : List.of("engine", "ann/engine/tree", "ann/..", "a%2f/x", "ä/x")) {
      assertThat(credential(path)).as(path).isEmpty();
    }
    assertThat(
            tokens.credential(
                ProjectId.DEFAULT,
                ANN,
                GitUrl.parse("ssh://git@" + server.api().getAuthority() + "/ann/engine")))
        .isEmpty();
    assertThat(server.asked()).isEmpty();
  }

  @Test
  @DisplayName("T-07 GitHub knows the app by its key: with another it is refused, which is a 502")
  void anotherKeyIsRefused() {
    for (GitTokens wrong :
        List.of(of(APP, Keys.OTHER, server.api()), of("654321", Keys.APP, server.api()))) {
      assertThatThrownBy(() -> wrong.credential(ProjectId.DEFAULT, ANN, url("ann/engine")))
          .isInstanceOf(RemoteFailed.class)
          .hasMessageContaining("401: the app's id or key is not good");
    }
    assertThat(server.tokens()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500|",
        "403|{'token': 'ghs_canary'}",
        "301|",
        "429|",
        "204|",
        "200|",
        "200|[1]",
        "200|{'token': 'ghs_canary'}",
        "200|{'id': 'ghs_canary'}",
        "200|{'id': 1.5}",
        "201|{'token': 'ghs_canary', 'expires_at': 'soon'}"
      })
  @DisplayName("T-07 if GitHub fails that is a 502, the owner's token is not used, none is told")
  void ifGitHubFails(int status, String body) {
    store("ann", server.api().getAuthority(), "anns");
    server.failWith(status, body == null ? "" : body.replace('\'', '"'));

    assertThatThrownBy(() -> credential("ann/engine"))
        .isInstanceOf(RemoteFailed.class)
        .hasMessageContaining("GitHub at 127.0.0.1")
        .hasMessageNotContaining("ghs_canary")
        .hasNoCause();
    server.recover();
    assertThat(credential("ann/engine")).map(GitCredential::username).contains("x-access-token");
  }

  @Test
  @DisplayName("T-07 an answer without end is not read to its end")
  void anAnswerWithoutEnd() {
    server.failWith(200, " ".repeat(3 << 20));

    assertThatThrownBy(() -> credential("ann/engine"))
        .isInstanceOf(RemoteFailed.class)
        .hasRootCauseMessage("the answer is too long");
  }

  @Test
  @DisplayName("T-07 a GitHub that is not there, or says nothing, is a 502 within the limit")
  void aGitHubThatSaysNothing() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertFails(silent.getLocalPort(), Duration.ofMillis(200), "did not answer within PT0.2S");
    }
    assertFails(1, LIMIT, "cannot be reached");
  }

  private void assertFails(int port, Duration limit, String how) {
    GitTokens failing = of(APP, Keys.APP, URI.create("http://127.0.0.1:" + port), limit);
    GitUrl url = GitUrl.parse("http://127.0.0.1:" + port + "/ann/engine");

    assertThatThrownBy(() -> failing.credential(ProjectId.DEFAULT, ANN, url))
        .isInstanceOf(RemoteFailed.class)
        .hasMessageContaining(how);
  }

  private GitTokens of(String app, KeyPair key, URI uri) {
    return of(app, key, uri, LIMIT);
  }

  private GitTokens of(String app, KeyPair key, URI uri, Duration limit) {
    GitHubConfig usual = GitHubConfig.of(app, Keys.privateOf(key), uri);
    var config = new GitHubConfig(app, usual.key(), uri, usual.server(), limit);
    var api = new GitHubApi(config, clock);
    opened.add(api);
    return new AppThenPersonal(new GitHubAppTokens(config, api, clock), personal);
  }

  private void store(String user, String server, String token) {
    personal.store(user, new NewGitToken(new GitServer(server), "git", token, Optional.empty()));
  }

  private Optional<GitCredential> credential(String repository) {
    return tokens.credential(ProjectId.DEFAULT, ANN, url(repository));
  }

  private GitUrl url(String repository) {
    return GitUrl.parse(server.url(repository));
  }
}
