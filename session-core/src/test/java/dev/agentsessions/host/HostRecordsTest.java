package dev.agentsessions.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRecordsTest {
  private static final HostId HOST = new HostId("main");
  private static final NodeId NODE = new NodeId("nod-1");
  private static final SessionId SESSION = new SessionId("ses-1");

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "ä"})
  void idsHaveTheirForm(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> new HostId(id));
    assertThatIllegalArgumentException().isThrownBy(() -> new NodeId(id));
    assertThatIllegalArgumentException().isThrownBy(() -> new HostId("x".repeat(65)));
    assertThatIllegalArgumentException().isThrownBy(() -> new NodeId("x".repeat(65)));
  }

  @Test
  void aLeaseLastsAtLeast30MillisecondsAndIsRenewedThreeTimesAsOften() {
    assertThat(HostConfig.of(HOST, NODE).ttl()).isEqualTo(Duration.ofSeconds(3));
    assertThat(HostConfig.of(HOST, NODE).interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(new HostConfig(HOST, NODE, Duration.ofMillis(30)).interval()).isPositive();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HostConfig(HOST, NODE, Duration.ofMillis(29)));
  }

  @Test
  void incarnationsStartAt1AndBeatsAt0() {
    assertThat(new Host(HOST, NODE, Optional.empty(), 1, 0).beat()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Host(HOST, NODE, Optional.empty(), 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Host(HOST, NODE, Optional.empty(), 1, -1));
  }

  @Test
  void fencesRiseFrom0() {
    assertThat(Fence.NONE.next()).isEqualTo(new Fence(1)).isGreaterThan(Fence.NONE);
    assertThatIllegalArgumentException().isThrownBy(() -> new Fence(-1));
  }

  @Test
  @DisplayName("L-02 whoever receives a fence refuses a lower one from then on, session by session")
  void aLowerFenceIsRefused() {
    var fences = new HighestFences();
    fences.admit(SESSION, new Fence(2));
    fences.admit(SESSION, new Fence(2));
    fences.admit(new SessionId("ses-2"), new Fence(1));

    assertThatThrownBy(() -> fences.admit(SESSION, new Fence(1)))
        .isInstanceOf(SessionException.StaleFence.class)
        .hasMessageContaining(SESSION.value());

    fences.admit(SESSION, new Fence(3));
    assertThatThrownBy(() -> fences.admit(SESSION, new Fence(2)))
        .isInstanceOf(SessionException.StaleFence.class);
  }
}
