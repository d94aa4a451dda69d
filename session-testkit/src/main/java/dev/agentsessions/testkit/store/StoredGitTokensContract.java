package dev.agentsessions.testkit.store;

import static dev.agentsessions.testkit.store.SampleSession.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.credential.GitServer;
import dev.agentsessions.credential.StoredGitToken;
import dev.agentsessions.credential.StoredGitTokens;
import dev.agentsessions.secret.SealedSecret;
import dev.agentsessions.session.SessionException.LimitReached;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link StoredGitTokens} promises. */
public interface StoredGitTokensContract extends StorePorts {
  GitServer GITHUB = new GitServer("github.com");
  GitServer OWN = new GitServer("git.example.org:8443");
  Instant LATER = NOON.plus(Duration.ofDays(30)).plusNanos(1_000);

  @Test
  @DisplayName("T-07, P-06 a user has one git token a server, the last that was put")
  default void aUserHasOneTokenAServer() {
    String ann = user("ann");
    StoredGitToken ending = token(GITHUB, "eA==", Optional.of(LATER));
    StoredGitToken endless = token(OWN, "x".repeat(10_000), Optional.empty());

    gitTokens().put(ann, token(GITHUB, "b2xk", Optional.empty()));
    gitTokens().put(ann, endless);
    gitTokens().put(ann, ending);

    assertThat(gitTokens().find(ann, GITHUB)).contains(ending);
    assertThat(gitTokens().find(ann, OWN)).contains(endless);
    assertThat(gitTokens().list(ann)).containsExactly(endless, ending);
  }

  @Test
  @DisplayName("T-07 nobody has another user's git token, however alike their names are")
  default void nobodyHasAnothers() {
    String ann = user("ann");
    StoredGitToken own = token(GITHUB, "YW5u", Optional.empty());
    gitTokens().put(ann, own);

    for (String other : List.of(ann + "a", ann.toUpperCase(Locale.ROOT), "", ann + " ")) {
      assertThat(gitTokens().find(other, GITHUB)).as(other).isEmpty();
      assertThat(gitTokens().list(other)).as(other).isEmpty();
      assertThat(gitTokens().remove(other, GITHUB)).as(other).isFalse();
    }
    assertThat(gitTokens().find(ann, OWN)).isEmpty();
    assertThat(gitTokens().list(ann)).containsExactly(own);
  }

  @Test
  @DisplayName("T-07 a git token is forgotten once, and no other with it")
  default void aTokenIsForgotten() {
    String ann = user("ann");
    gitTokens().put(ann, token(GITHUB, "eA==", Optional.empty()));
    gitTokens().put(ann, token(OWN, "eA==", Optional.empty()));

    assertThat(gitTokens().remove(ann, GITHUB)).isTrue();
    assertThat(gitTokens().remove(ann, GITHUB)).isFalse();

    assertThat(gitTokens().list(ann)).extracting(StoredGitToken::server).containsExactly(OWN);
  }

  @Test
  @DisplayName("T-07 a user has 100 git tokens at most, and those there are can still be replaced")
  default void aUserHasSoMany() {
    String ann = user("ann");
    for (int number = 0; number < StoredGitTokens.MAX; number++) {
      gitTokens().put(ann, token(new GitServer("g" + number), "eA==", Optional.empty()));
    }
    StoredGitToken again = token(new GitServer("g0"), "YWdhaW4=", Optional.empty());

    assertThatThrownBy(() -> gitTokens().put(ann, token(GITHUB, "eA==", Optional.empty())))
        .isInstanceOf(LimitReached.class);
    gitTokens().put(ann, again);

    assertThat(gitTokens().list(ann)).hasSize(StoredGitTokens.MAX).contains(again);
    gitTokens().put(user("bob"), again);
  }

  @Test
  @DisplayName("T-07 of git tokens that are put at once the last one stays, and none is refused")
  default void tokensArePutAtOnce() throws Exception {
    String ann = user("ann");

    List<StoredGitToken> put = Crowd.run(16, number -> () -> put(ann, number));

    assertThat(gitTokens().list(ann)).hasSize(1).isSubsetOf(put);
  }

  private StoredGitToken put(String user, int number) {
    StoredGitToken token = token(GITHUB, "eA==", Optional.of(LATER.plusSeconds(number)));
    gitTokens().put(user, token);
    return token;
  }

  /** One that no other test has. */
  private String user(String name) {
    return name + "-" + SampleProject.in(this).id();
  }

  private static StoredGitToken token(
      GitServer server, String sealed, Optional<Instant> expiresAt) {
    return new StoredGitToken(server, "x-ß", new SealedSecret(sealed), NOON, expiresAt);
  }
}
