package dev.agentsessions.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.memory.InMemoryStore;
import dev.agentsessions.session.SessionException.Unauthenticated;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerIdentityTest {
  private static final Caller ANN = Caller.of("ann");
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));

  private final InMemoryStore store = new InMemoryStore(NOON);
  private final TokenCheck check = new TokenCheck(store.tokens(), store.sessionStore(), NOON);
  private final String token =
      new TokenIssuer(store.tokens(), new UlidGenerator(NOON), NOON)
          .issue(ANN, Optional.empty(), Duration.ofDays(1))
          .secret()
          .text();

  @Test
  @DisplayName("T-01 the caller is whom the bearer token proves, in both modes")
  void theTokenSaysWhoItIs() {
    for (CallerIdentity identity :
        new CallerIdentity[] {BearerIdentity.strict(check), BearerIdentity.singleUser(check)}) {
      assertThat(identity.identify(authorization("Bearer " + token))).isEqualTo(ANN);
      assertThat(identity.identify(authorization("bearer  " + token))).isEqualTo(ANN);
    }
  }

  @Test
  @DisplayName("T-01 without credentials nobody comes in, but in single-user mode its user")
  void withoutCredentials() {
    var nothing = new Credentials(Optional.empty(), Optional.of("a=b"));

    assertThatThrownBy(() -> BearerIdentity.strict(check).identify(nothing))
        .isInstanceOf(Unauthenticated.class);
    assertThat(BearerIdentity.singleUser(check).identify(nothing)).isEqualTo(Caller.of("user"));
    assertThat(BearerIdentity.strict(check).isOpen()).isFalse();
    assertThat(BearerIdentity.singleUser(check).isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Bearer tok-1.a"})
  @DisplayName("T-01 a credential that proves nobody is refused, in both modes")
  void whatProvesNobodyIsRefused(String value) {
    for (CallerIdentity identity :
        new CallerIdentity[] {BearerIdentity.strict(check), BearerIdentity.singleUser(check)}) {
      assertThatThrownBy(() -> identity.identify(authorization(value)))
          .isInstanceOf(Unauthenticated.class);
    }
    assertThatThrownBy(() -> BearerIdentity.strict(check).identify(authorization("Basic " + token)))
        .isInstanceOf(Unauthenticated.class)
        .hasMessageNotContaining(token);
  }

  private static Credentials authorization(String value) {
    return new Credentials(Optional.of(value), Optional.empty());
  }
}
