package dev.agentsessions.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.World;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.testkit.FakeTicker;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class HostLeaseTest {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final HostConfig CONFIG = HostConfig.of(new HostId("a"), World.NODE);
  private static final ApiAddress ADDRESS =
      () -> Optional.of(URI.create("http://127.0.0.1:8787/api/v1"));

  private final ScriptedHosts hosts = new ScriptedHosts(new World().hosts);
  private final FakeTicker ticker = new FakeTicker();
  private final HostLease lease = new HostLease(hosts, CONFIG, ADDRESS, ticker);

  @Test
  @DisplayName("L-02 a host acts from its joining on")
  void aHostActsFromItsJoiningOn() {
    assertThat(lease.mayAct()).isFalse();
    assertThatThrownBy(lease::renew).isInstanceOf(IllegalStateException.class);

    lease.join();

    assertThat(lease.mayAct()).isTrue();
    assertThat(hosts.observe()).singleElement().extracting(Host::id).isEqualTo(lease.id());
    assertThat(hosts.observe().getFirst().address()).contains("http://127.0.0.1:8787/api/v1");
  }

  @Test
  @DisplayName("L-02 a host that renews acts on, one that does not stops after two thirds of ttl")
  void aHostThatDoesNotRenewStops() {
    lease.join();
    for (int interval = 0; interval < 10; interval++) {
      ticker.advance(CONFIG.interval());
      lease.renew();
    }

    ticker.advance(GRACE.minusNanos(1));
    assertThat(lease.mayAct()).isTrue();
    ticker.advance(Duration.ofNanos(1));
    assertThat(lease.mayAct()).isFalse();

    lease.renew();
    assertThat(lease.mayAct()).as("renewed after a pause").isTrue();
  }

  @Test
  @DisplayName("L-02 the lease counts from before the question, however long the answer took")
  void theLeaseCountsFromBeforeTheQuestion() {
    lease.join();
    hosts.beforeBeats(() -> ticker.advance(GRACE));

    lease.renew();

    assertThat(lease.mayAct()).isFalse();
  }

  @Test
  @DisplayName("L-02 a host that cannot reach the store acts until its grace is over")
  void aHostThatCannotReachTheStoreStops() {
    lease.join();
    hosts.beforeBeats(
        () -> {
          throw new Unavailable("the store is away", null);
        });

    ticker.advance(CONFIG.interval());
    assertThatThrownBy(lease::renew).isInstanceOf(Unavailable.class);
    assertThat(lease.mayAct()).isTrue();
    ticker.advance(CONFIG.interval());
    assertThatThrownBy(lease::renew).isInstanceOf(Unavailable.class);

    assertThat(lease.mayAct()).isFalse();
  }

  @Test
  @DisplayName("L-02 a host that was started again elsewhere never acts again")
  void aReplacedIncarnationNeverActsAgain() {
    lease.join();
    HostLease next = new HostLease(hosts, CONFIG, ADDRESS, new FakeTicker());
    next.join();

    assertThatThrownBy(lease::renew).isInstanceOf(Stale.class);

    assertThat(lease.mayAct()).isFalse();
    assertThatThrownBy(lease::renew).isInstanceOf(Stale.class);
    assertThat(lease.mayAct()).isFalse();
    next.renew();
    assertThat(next.mayAct()).isTrue();
  }

  @RepeatedTest(200)
  @DisplayName("L-02 a host stops acting before anybody may replace it, whenever it freezes")
  void aFrozenHostStopsBeforeItIsReplaced(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    var otherTicker = new FakeTicker();
    var watch = new HostWatch(HostConfig.of(new HostId("b"), World.NODE), otherTicker);
    int freezesAt = random.nextInt(10_000);
    int nextRenewal = 0;
    int nextLook = random.nextInt(1_000);
    boolean wasReplaced = false;
    lease.join();

    for (int millis = 0; millis < freezesAt + 6_000; millis += 10) {
      if (millis >= nextRenewal && millis < freezesAt) {
        lease.renew();
        nextRenewal = millis + 700 + random.nextInt(600);
      }
      if (millis >= nextLook) {
        watch.look(hosts.observe());
        nextLook = millis + 700 + random.nextInt(600);
      }
      boolean isDead = watch.dead().contains(lease.id());
      wasReplaced |= isDead;
      assertThat(isDead && lease.mayAct())
          .as("seed %s: both act at %s ms, frozen at %s", run, millis, freezesAt)
          .isFalse();
      ticker.advance(Duration.ofMillis(10));
      otherTicker.advance(Duration.ofMillis(10));
    }

    assertThat(wasReplaced).as("seed %s: replaced in the end", run).isTrue();
  }
}
