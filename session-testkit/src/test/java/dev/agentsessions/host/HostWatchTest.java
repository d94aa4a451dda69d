package dev.agentsessions.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.testkit.FakeTicker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HostWatchTest {
  private static final NodeId NODE = new NodeId("nod-1");
  private static final HostId OTHER = new HostId("b");
  private static final HostConfig MINE = HostConfig.of(new HostId("a"), NODE);
  private final FakeTicker ticker = new FakeTicker();
  private final HostWatch watch = new HostWatch(MINE, ticker);

  @Test
  @DisplayName("L-02 a host whose beat stands still for its ttl is dead, and not before")
  void aHostWhoseBeatStandsStillIsDead() {
    look(beat(7));
    pass(Duration.ofMillis(2999), beat(7));
    assertThat(watch.dead()).isEmpty();

    pass(Duration.ofMillis(1), beat(7));

    assertThat(watch.dead()).containsExactly(OTHER);
  }

  @Test
  @DisplayName("L-02 a host that renews now and then lives")
  void aHostThatRenewsLives() {
    for (long beat = 1; beat < 20; beat++) {
      pass(Duration.ofMillis(2900), beat(beat));
      assertThat(watch.dead()).isEmpty();
    }
  }

  @Test
  @DisplayName("L-02 a dead host that renews, or starts again, lives again")
  void aDeadHostMayComeBack() {
    look(beat(7));
    pass(Duration.ofSeconds(3), beat(7));
    assertThat(watch.dead()).containsExactly(OTHER);

    look(beat(8));
    assertThat(watch.dead()).as("one beat on").isEmpty();
    pass(Duration.ofSeconds(3), beat(8));
    look(new Host(OTHER, NODE, Optional.empty(), 2, 8));

    assertThat(watch.dead()).as("the next incarnation").isEmpty();
  }

  @Test
  @DisplayName("L-02 no host holds itself for dead")
  void noHostHoldsItselfForDead() {
    Host mine = new Host(MINE.id(), NODE, Optional.empty(), 1, 1);
    look(mine);

    pass(Duration.ofSeconds(30), mine);

    assertThat(watch.dead()).isEmpty();
  }

  @Test
  @DisplayName("L-02 after a pause of the observer every window starts again")
  void afterAPauseEveryWindowStartsAgain() {
    look(beat(7));
    pass(Duration.ofSeconds(2), beat(7));
    ticker.advance(Duration.ofMinutes(1));

    look(beat(7));
    assertThat(watch.dead()).as("the first look after the pause").isEmpty();
    pass(Duration.ofMillis(2900), beat(7));
    assertThat(watch.dead()).as("a window later, nearly").isEmpty();
    pass(Duration.ofMillis(100), beat(7));
    assertThat(watch.dead()).containsExactly(OTHER);
  }

  @Test
  @DisplayName("L-02 who has not looked for a while holds nobody for dead")
  void whoHasNotLookedHoldsNobodyForDead() {
    look(beat(7));
    pass(Duration.ofSeconds(3), beat(7));
    assertThat(watch.dead()).containsExactly(OTHER);

    ticker.advance(Duration.ofMillis(2001));

    assertThat(watch.dead()).isEmpty();
  }

  @Test
  @DisplayName("L-02 time that a suspended machine did not count is no silence of others")
  void aSuspendedMachineCountsNoSilence() {
    look(beat(7));
    ticker.pause();
    ticker.advance(Duration.ofHours(8));
    ticker.resume();

    look(beat(7));

    assertThat(watch.dead()).isEmpty();
  }

  /** Passes time as a host does that looks at every interval. */
  private void pass(Duration time, Host host) {
    Duration left = time;
    while (left.compareTo(MINE.interval()) > 0) {
      ticker.advance(MINE.interval());
      look(host);
      left = left.minus(MINE.interval());
    }
    ticker.advance(left);
    look(host);
  }

  private void look(Host host) {
    watch.look(List.of(host));
  }

  private static Host beat(long beat) {
    return new Host(OTHER, NODE, Optional.empty(), 1, beat);
  }
}
