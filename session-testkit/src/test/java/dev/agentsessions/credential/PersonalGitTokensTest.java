package dev.agentsessions.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.memory.InMemoryStore;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.secret.AesGcmCipher;
import dev.agentsessions.secret.SecretCipher;
import dev.agentsessions.secret.SecretKey;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.testkit.FakeClock;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonalGitTokensTest {
  private static final GitServer SERVER = new GitServer("git.example.org");
  private static final GitUrl URL = GitUrl.parse("https://git.example.org/ann/engine.git");
  private static final Owner ANN = person("ann");

  private final FakeClock clock = FakeClock.atNoon();
  private final StoredGitTokens stored = new InMemoryStore(clock).gitTokens();
  private final PersonalGitTokens tokens = sealedBy(new AesGcmCipher(SecretKey.random()));

  @Test
  @DisplayName("T-07, P-06 an owner's stored token is used for its server, and is sealed")
  void anOwnersTokenIsUsed() {
    tokens.store("ann", token("s3cret", Optional.empty()));

    GitCredential credential = credential(ANN, URL).orElseThrow();

    assertThat(credential).isEqualTo(new GitCredential("git", "s3cret", Optional.empty()));
    assertThat(stored.find("ann", SERVER).orElseThrow().sealed().text()).doesNotContain("s3cret");
    assertThat(token("s3cret", Optional.empty()).toString() + credential + stored.list("ann"))
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "https://GIT.example.org/x, true",
    "https://git.example.org:443/x, true",
    "http://git.example.org/x, true",
    "https://git.example.org:8443/x, false",
    "https://example.org/x, false",
    "https://git.example.org.evil.net/x, false",
    "ssh://git.example.org/x, false",
    "git@git.example.org:x, false",
    "/git.example.org/x, false"
  })
  @DisplayName("T-07 a token is for its own server, and of no use but over https")
  void aTokenIsForItsServer(String url, boolean isUsed) {
    tokens.store("ann", token("s3cret", Optional.empty()));

    assertThat(credential(ANN, GitUrl.parse(url)).isPresent()).isEqualTo(isUsed);
  }

  @Test
  @DisplayName("T-07 nobody else's token is used, and an organization has none")
  void nobodyElsesTokenIsUsed() {
    tokens.store("ann", token("s3cret", Optional.empty()));

    assertThat(credential(person("bob"), URL)).isEmpty();
    assertThat(credential(new Owner(OwnerScope.ORGANIZATION, "ann"), URL)).isEmpty();
  }

  @Test
  @DisplayName("T-07 a token that has expired is used no longer, and its owner hears so")
  void anExpiredTokenIsNotUsed() {
    Instant end = clock.instant().plus(Duration.ofHours(1));
    tokens.store("ann", token("s3cret", Optional.of(end)));
    assertThat(credential(ANN, URL)).flatMap(GitCredential::expiresAt).contains(end);

    clock.advance(Duration.ofHours(1));

    assertThatThrownBy(() -> credential(ANN, URL))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("git.example.org has expired: store a new one");
    assertThatThrownBy(() -> tokens.store("ann", token("x", Optional.of(clock.instant()))))
        .isInstanceOf(Invalid.class);
  }

  @Test
  @DisplayName("T-07, P-06 without its key a token is not used, and nobody stores one")
  void withoutTheKey() {
    tokens.store("ann", token("s3cret", Optional.empty()));
    PersonalGitTokens keyless = sealedBy(SecretCipher.NONE);
    PersonalGitTokens other = sealedBy(new AesGcmCipher(SecretKey.random()));

    for (PersonalGitTokens each : new PersonalGitTokens[] {keyless, other}) {
      assertThatThrownBy(() -> each.credential(ProjectId.DEFAULT, ANN, URL))
          .isInstanceOf(Unavailable.class)
          .hasMessageNotContaining("s3cret");
    }
    assertThatThrownBy(() -> keyless.store("bob", token("x", Optional.empty())))
        .isInstanceOf(Unavailable.class);
    assertThat(stored.list("bob")).isEmpty();
  }

  @Test
  @DisplayName("T-07, P-06 a token that was moved to another user or server does not open there")
  void aTokenOpensInItsPlace() {
    tokens.store("ann", token("s3cret", Optional.empty()));
    StoredGitToken anns = stored.find("ann", SERVER).orElseThrow();
    stored.put("bob", anns);
    stored.put(
        "ann",
        new StoredGitToken(
            new GitServer("evil.net"),
            anns.username(),
            anns.sealed(),
            anns.storedAt(),
            Optional.empty()));

    assertThatThrownBy(() -> credential(person("bob"), URL)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> credential(ANN, GitUrl.parse("https://evil.net/x")))
        .isInstanceOf(Unavailable.class);
  }

  private PersonalGitTokens sealedBy(SecretCipher cipher) {
    return new PersonalGitTokens(stored, cipher, clock);
  }

  private Optional<GitCredential> credential(Owner owner, GitUrl url) {
    return tokens.credential(ProjectId.DEFAULT, owner, url);
  }

  private static Owner person(String id) {
    return new Owner(OwnerScope.IDENTITY_ACCOUNT, id);
  }

  private static NewGitToken token(String text, Optional<Instant> expiresAt) {
    return new NewGitToken(SERVER, NewGitToken.USUAL_USERNAME, text, expiresAt);
  }
}
