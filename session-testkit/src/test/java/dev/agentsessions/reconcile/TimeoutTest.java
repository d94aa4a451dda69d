package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.Mutation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimeoutTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private final World world = new World();
  private TestHost host = TestHost.in(world);

  @Test
  @DisplayName("L-03 when its time is up a session is FAILED, condition Timeout, workspace kept")
  void whenItsTimeIsUpItFails() {
    Session active = active();

    passTime(TIMEOUT);
    Session failed = host.settle(active.id());

    assertThat(failed.state()).isEqualTo(SessionState.FAILED);
    assertThat(failed.status().reason()).contains(Reason.TIMEOUT);
    assertThat(failed.status().message().orElseThrow()).contains("PT5M");
    assertThat(failed.status().conditions().isTrue(Condition.TIMEOUT)).isTrue();
    assertThat(world.runtime.processes().kept()).isEmpty();
    assertThat(world.environments.mutations())
        .last()
        .extracting(Mutation::what)
        .isEqualTo("release environment, KEEP");
  }

  @Test
  @DisplayName("L-03 before its time is up it runs, and wants to be looked at in time")
  void beforeItsTimeIsUpItRuns() {
    Session active = active();

    passTime(TIMEOUT.minusSeconds(4));
    NextLook next = host.run(active.id());

    assertThat(world.read(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(next).isEqualTo(NextLook.in(Duration.ofSeconds(4)));
  }

  @Test
  @DisplayName("L-03 time counts from SPAWNING on, also while the environment comes up")
  void timeCountsFromSpawningOn() {
    world.remote.pendingTakes(1_000_000);
    Session created = create(Requests.remote(Requests.SHELL));
    host.run(created.id());
    assertThat(world.read(created.id()).state()).isEqualTo(SessionState.SPAWNING);

    passTime(TIMEOUT);

    assertThat(host.settle(created.id()).status().reason()).contains(Reason.TIMEOUT);
    assertThat(world.remote.existing()).isEmpty();
  }

  @Test
  @DisplayName("L-03 a session that timed out starts again, with its whole time and no condition")
  void itStartsAgain() {
    Session active = active();
    passTime(TIMEOUT);
    host.settle(active.id());

    host.sessions().start(ANN, DEFAULT, Requests.start(active));
    Session again = host.settle(active.id());
    passTime(TIMEOUT.minusSeconds(1));

    assertThat(again.status().conditions().find(Condition.TIMEOUT)).isEmpty();
    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    passTime(Duration.ofSeconds(1));
    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.FAILED);
  }

  @Test
  @DisplayName("L-03 a wall clock that jumps changes nothing")
  void aClockThatJumpsChangesNothing() {
    Session active = active();
    passTime(Duration.ofMinutes(1));

    world.clock.advance(Duration.ofDays(2));
    host.run(active.id());
    world.clock.advance(Duration.ofDays(-4));
    host.run(active.id());
    passTime(Duration.ofMinutes(3));
    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    passTime(Duration.ofMinutes(1));

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.FAILED);
  }

  @Test
  @DisplayName("L-03 what has elapsed is noted at most every 10 s, without a version or an event")
  void elapsedTimeIsNotedEvery10Seconds() {
    Session active = active();
    int events = world.changes(active.id()).size();

    for (int second = 0; second < 60; second++) {
      Duration before = world.read(active.id()).liveness().elapsed();
      passTime(Duration.ofSeconds(1));
      host.run(active.id());
      Duration after = world.read(active.id()).liveness().elapsed();
      assertThat(after.equals(before) || after.minus(before).toSeconds() >= 10).isTrue();
    }

    Session later = world.read(active.id());
    assertThat(later.liveness().elapsed()).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    assertThat(later.revision()).isEqualTo(active.revision());
    assertThat(later.status().version()).isEqualTo(active.status().version());
    assertThat(world.changes(active.id())).hasSize(events);
  }

  @Test
  @DisplayName("L-03 a new owner goes on from what had elapsed, and adds the time without an owner")
  void aNewOwnerGoesOn() {
    Session active = active();
    passTime(Duration.ofMinutes(2));
    host.run(active.id());

    world.advance(Duration.ofMinutes(2));
    host = TestHost.in(world);
    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    passTime(Duration.ofSeconds(58));
    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    passTime(Duration.ofSeconds(2));

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.FAILED);
  }

  @Test
  @DisplayName("L-03 a clock that was set back while nobody owned it takes no time away")
  void aClockSetBackTakesNoTimeAway() {
    Session active = active();
    passTime(Duration.ofMinutes(4));
    host.run(active.id());

    world.clock.advance(Duration.ofDays(-1));
    host = TestHost.in(world);
    host.settle(active.id());
    passTime(Duration.ofMinutes(1));

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.FAILED);
  }

  @Test
  @DisplayName("L-03 without a timeout a session runs on")
  void withoutATimeoutItRunsOn() {
    Session active =
        host.settle(
            create(
                    Requests.limited(
                        new RunPolicy(Optional.empty(), Optional.of(Duration.ZERO), true, false),
                        Requests.SHELL))
                .id());

    passTime(Duration.ofDays(1000));

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  /** Time goes by on every clock, as it does where nobody sets one. */
  private void passTime(Duration time) {
    world.advance(time);
  }

  private Session active() {
    return host.settle(create(Requests.quick(Requests.SHELL)).id());
  }

  private Session create(CreateSession plain) {
    SessionSpec spec = plain.spec();
    var policy =
        spec.run().equals(RunPolicy.DEFAULT)
            ? new RunPolicy(Optional.of(TIMEOUT), Optional.empty(), true, false)
            : spec.run();
    var limited =
        new SessionSpec(
            spec.kind(), spec.runtime(), spec.agent(), policy, Map.of(), Optional.empty());
    return host.sessions()
        .create(
            ANN,
            DEFAULT,
            CreateSession.of(limited)
                .with(plain.workers().orElseThrow().toArray(NewWorker[]::new)));
  }
}
