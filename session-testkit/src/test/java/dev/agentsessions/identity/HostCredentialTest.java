package dev.agentsessions.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.World;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HostCredentialTest {
  private static final HostId HOST = new HostId("a");
  private final World world = new World();
  private final TokenIssuer issuer = new TokenIssuer(world.tokens, world.ids, world.clock);
  private final TokenCheck check = new TokenCheck(world.tokens, world.store, world.clock);
  private final HostCredential credential = credential();

  @Test
  @DisplayName("P-07, T-03 a host that has joined proves that it is that host, before it nothing")
  void aHostProvesItself() {
    assertThatThrownBy(credential::secret).isInstanceOf(IllegalStateException.class);

    credential.renew();

    assertThat(check.caller(credential.secret()).map(Caller::standing))
        .contains(new Standing.OfHost(HOST));
  }

  @Test
  @DisplayName("P-07, T-03 a host that starts again takes what the program before proved")
  void theProgramBeforeProvesNothing() {
    credential.renew();
    HostCredential next = credential();

    next.renew();

    assertThat(check.caller(credential.secret())).isEmpty();
    assertThat(check.caller(next.secret())).isPresent();
  }

  @Test
  @DisplayName("T-03 a credential stays the same until a month before its end")
  void itIsRenewedBeforeItsEnd() {
    credential.renew();
    TokenSecret first = credential.secret();

    world.advance(Token.LONGEST.minus(Duration.ofDays(31)));
    credential.renew();
    assertThat(credential.secret()).isEqualTo(first);

    world.advance(Duration.ofDays(2));
    credential.renew();
    assertThat(credential.secret()).isNotEqualTo(first);
    assertThat(check.caller(credential.secret())).isPresent();
  }

  private HostCredential credential() {
    return new HostCredential(HostConfig.of(HOST, World.NODE), issuer, world.clock);
  }
}
