package dev.agentsessions.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.SessionException.Unauthenticated;
import dev.agentsessions.session.SessionException.Unavailable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EveryIdentityTest {
  private static final Caller ANN = Caller.of("ann");
  private static final Caller RUNNER = Caller.of("runner");

  private final CallerIdentity own = knows("ann", ANN);
  private final CallerIdentity runners = knows("runner", RUNNER);

  @Test
  @DisplayName("T-01 whom the host's own identity does not know, another may")
  void anotherMayKnow() {
    var every = new EveryIdentity(own, List.of(knows("ann", Caller.of("another")), runners));

    assertThat(every.identify(bearer("ann"))).isEqualTo(ANN);
    assertThat(every.identify(bearer("runner"))).isEqualTo(RUNNER);
    assertThatThrownBy(() -> every.identify(bearer("nobody")))
        .isInstanceOf(Unauthenticated.class)
        .hasMessage("ann does not know");
  }

  @Test
  @DisplayName("T-01 one that cannot tell now is not one that knows nobody")
  void whoCannotTellSaysSo() {
    var every = new EveryIdentity(own, List.of(new Away(), runners));

    assertThat(every.identify(bearer("ann"))).isEqualTo(ANN);
    assertThatThrownBy(() -> every.identify(bearer("runner"))).isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("T-01 a host is open to everybody if one of its identities is")
  void oneOpensTheHost() {
    assertThat(new EveryIdentity(own, List.of(runners)).isOpen()).isFalse();
    assertThat(new EveryIdentity(own, List.of(new Away())).isOpen()).isTrue();
    assertThat(new EveryIdentity(new Away(), List.of(own)).isOpen()).isTrue();
  }

  private static final class Away implements CallerIdentity {
    @Override
    public Caller identify(Credentials credentials) {
      throw new Unavailable("away", null);
    }

    @Override
    public boolean isOpen() {
      return true;
    }
  }

  private static CallerIdentity knows(String token, Caller caller) {
    return new CallerIdentity() {
      @Override
      public Caller identify(Credentials credentials) {
        return credentials
            .bearer()
            .filter(token::equals)
            .map(any -> caller)
            .orElseThrow(() -> new Unauthenticated(token + " does not know"));
      }

      @Override
      public boolean isOpen() {
        return false;
      }
    };
  }

  private static Credentials bearer(String token) {
    return new Credentials(Optional.of("Bearer " + token), Optional.empty());
  }
}
