package dev.agentsessions.session;

import static dev.agentsessions.session.SampleSessions.BY_ANN;
import static dev.agentsessions.session.SampleSessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.HostId;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {
  private static final Instant LATER = NOON.plusSeconds(60);

  @Test
  void aRunCountsItsTimeFromSpawning() {
    Session used =
        SampleSessions.created()
            .withLiveness(new Liveness(NOON, 7, Duration.ofHours(3), NOON))
            .after(LifecycleEvent.SPAWN, LATER);

    assertThat(used.status().run().startedAt()).contains(LATER);
    assertThat(used.status().run().restartCount()).isZero();
    assertThat(used.liveness()).isEqualTo(new Liveness(LATER, 7, Duration.ZERO, LATER));
  }

  @Test
  void aRestartForgetsWhyItEndedAndCountsTheNextStart() {
    Session failed =
        running()
            .withConditions(
                conditions ->
                    conditions.with(
                        Condition.TIMEOUT, Status.TRUE, Reason.TIMEOUT, "late", LATER, 1))
            .terminate(new Ending(Target.FAILED, Reason.TIMEOUT, Optional.of("late")))
            .after(LifecycleEvent.FAIL, LATER);

    Session again = failed.after(LifecycleEvent.RESTART, LATER);

    assertThat(failed.status().reason()).contains(Reason.TIMEOUT);
    assertThat(again.state()).isEqualTo(SessionState.CREATED);
    assertThat(again.status().reason()).isEmpty();
    assertThat(again.status().message()).isEmpty();
    assertThat(again.status().conditions()).isEqualTo(Conditions.NONE);
    Run next = again.after(LifecycleEvent.SPAWN, LATER.plusSeconds(1)).status().run();
    assertThat(next.restartCount()).isEqualTo(1);
    assertThat(next.startedAt()).contains(LATER.plusSeconds(1));
    assertThat(next.finishedAt()).isEmpty();
  }

  @Test
  void theObservedGenerationIsSetOnlyWhenTheSessionBecameActive() {
    Session edited =
        SampleSessions.created()
            .withRevision(new Revision(4, 3, BY_ANN, BY_ANN))
            .after(LifecycleEvent.SPAWN, NOON);

    assertThat(edited.status().run().observedGeneration()).isZero();
    assertThat(edited.after(LifecycleEvent.ACTIVATE, NOON).status().run().observedGeneration())
        .isEqualTo(3);
    assertThat(
            edited
                .terminate(Ending.of(Target.FAILED, Reason.SPAWN_FAILED))
                .after(LifecycleEvent.FAIL, NOON)
                .status()
                .run()
                .observedGeneration())
        .isZero();
  }

  @Test
  void onlyWhatCallersWantMovesTheVersionAndNothingTheGeneration() {
    Session session = SampleSessions.created();

    Session wanted = session.wanting(Desired.STOPPED, BY_ANN);
    Session noted = session.withMetadata(SessionMetadata.named("Other"), BY_ANN);

    assertThat(List.of(wanted, noted))
        .allSatisfy(
            changed -> {
              assertThat(changed.revision().version()).isEqualTo(2);
              assertThat(changed.revision().generation()).isEqualTo(1);
              assertThat(changed.revision().updated()).isEqualTo(BY_ANN);
              assertThat(changed.revision().created()).isEqualTo(session.revision().created());
            });
    assertThat(running().revision()).isEqualTo(session.revision());
  }

  @Test
  void aSessionAtRestNeedsNoOwner() {
    Session waiting = SampleSessions.created().wanting(Desired.STOPPED, BY_ANN);

    assertThat(waiting.needsOwner()).as("created, not wanted").isFalse();
    assertThat(SampleSessions.created().needsOwner()).as("created, wanted").isTrue();
    assertThat(SampleSessions.in(SessionState.CLEANED).needsOwner()).as("gone").isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"SPAWNING", "ACTIVE", "TERMINATING"})
  void aSessionUnderWayNeedsAnOwnerWhateverIsWanted(SessionState state) {
    for (Desired desired : Desired.values()) {
      assertThat(SampleSessions.in(state).wanting(desired, BY_ANN).needsOwner()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STOPPED", "COMPLETED", "FAILED"})
  void aRestingSessionNeedsAnOwnerOnlyToLoseSomething(SessionState state) {
    Session resting = SampleSessions.in(state);
    WorkerId worker = resting.workers().getFirst().id();

    assertThat(resting.needsOwner()).isFalse();
    assertThat(resting.wanting(Desired.DELETED, BY_ANN).needsOwner()).isTrue();
    assertThat(resting.wanting(Desired.REMOVED, BY_ANN).needsOwner()).isTrue();
    assertThat(resting.withWorker(worker, found -> found.wanting(Goal.DELETE)).needsOwner())
        .isTrue();
  }

  @Test
  void theActivityIsTheStrongestOfItsWorkers() {
    Session two =
        SampleSessions.created()
            .withWorkers(
                List.of(
                    doing("wrk-1", Activity.IDLE),
                    doing("wrk-2", Activity.ASKING),
                    doing("wrk-3", Activity.ACTIVE)));

    assertThat(two.activity()).isEqualTo(Activity.ASKING);
    assertThat(two.without(new WorkerId("wrk-2")).activity()).isEqualTo(Activity.ACTIVE);
    assertThat(two.withWorkers(List.of()).activity()).isEqualTo(Activity.UNKNOWN);
  }

  @Test
  void twoWorkersOfOneNameAreRefused() {
    Session session = SampleSessions.created();
    List<Worker> same =
        List.of(
            SampleSessions.terminal("wrk-1", "Shell"), SampleSessions.terminal("wrk-2", "Shell"));

    assertThatThrownBy(() -> session.withWorkers(same))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(session.id().value());
  }

  @Test
  void ownershipKeepsItsFenceWhenTheOwnerGoes() {
    Ownership owned = SampleSessions.created().ownership().takenBy(new HostId("a"));
    Ownership left = owned.released();

    assertThat(owned.fence().value()).isEqualTo(1);
    assertThat(left.owner()).isEmpty();
    assertThat(left.fence()).isEqualTo(owned.fence());
    assertThat(left.takenBy(new HostId("b")).fence().value()).isEqualTo(2);
  }

  private static Session running() {
    return SampleSessions.created()
        .after(LifecycleEvent.SPAWN, NOON)
        .after(LifecycleEvent.ACTIVATE, NOON);
  }

  private static Worker doing(String id, Activity activity) {
    return SampleSessions.terminal(id, id)
        .withObserved(new WorkerObserved(WorkerState.RUNNING, 1, Optional.empty(), activity));
  }
}
