package dev.agentsessions.testkit.store;

import static dev.agentsessions.session.LifecycleEvent.ACTIVATE;
import static dev.agentsessions.session.LifecycleEvent.SPAWN;
import static dev.agentsessions.session.LifecycleEvent.STOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.event.Changes;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Writing what the owner saw, by compare-and-set on fence and status version, with its events. */
public interface SessionObservationContract extends StorePorts {
  @Test
  @DisplayName("P-03, M-02 a run from spawn to rest is stored move by move, with its events")
  default void storesARun() {
    SampleProject project = SampleProject.in(this);
    Session owned = project.owned(project.stored("s"));

    Session spawning = assertWrites(project, SampleChanges.move(owned, SPAWN));
    Session active = assertWrites(project, SampleChanges.move(spawning, ACTIVATE));
    Session stopping = sessionStore().commit(SampleChanges.stop(active));
    Session stopped = stopping.after(STOP, SampleSession.NOON);
    Session resting =
        assertWrites(
            project,
            new Observation(stopping, stopped.withOwnership(stopped.ownership().released())));

    assertThat(resting.status().version()).isEqualTo(5);
    assertThat(resting.revision().version()).isEqualTo(2);
    assertThat(resting.ownership().fence()).isEqualTo(owned.ownership().fence());
  }

  @Test
  @DisplayName("P-03, M-02 a worker's process, exit and activity are stored with their events")
  default void storesSeenWorkers() {
    SampleProject project = SampleProject.in(this);
    Worker shell = project.terminal("shell");
    Session owned =
        project.owned(
            project.stored(project.session("s").with(shell).with(project.terminal("other"))));

    Session running =
        assertWrites(project, SampleChanges.see(owned, shell.id(), WorkerObserved.running(1)));
    Session asking =
        assertWrites(
            project,
            SampleChanges.see(
                running,
                shell.id(),
                new WorkerObserved(WorkerState.RUNNING, 1, Optional.empty(), Activity.ASKING)));
    Session over =
        assertWrites(
            project,
            SampleChanges.see(
                asking,
                shell.id(),
                WorkerObserved.ended(1, WorkerExit.signal(9, WorkerExit.Cause.UNEXPECTED))));
    Session lost =
        assertWrites(project, SampleChanges.see(over, shell.id(), WorkerObserved.lost(2)));
    Session without = assertWrites(project, SampleChanges.withoutWorker(lost, shell.id()));

    assertThat(without.workers()).hasSize(1);
  }

  @Test
  @DisplayName("P-03, M-02 conditions are stored with their event")
  default void storesConditions() {
    SampleProject project = SampleProject.in(this);
    Session owned = project.owned(project.stored("s"));

    Session seen =
        assertWrites(
            project,
            new Observation(
                owned,
                owned.withStatus(
                    owned
                        .status()
                        .withConditions(
                            owned
                                .status()
                                .conditions()
                                .with(
                                    Condition.ENVIRONMENT_READY,
                                    Status.TRUE,
                                    Reason.USER,
                                    "",
                                    SampleSession.NOON,
                                    1)))));

    assertThat(project.read(seen).status().conditions().isTrue(Condition.ENVIRONMENT_READY))
        .isTrue();
  }

  @Test
  @DisplayName("P-03 an observation that saw nothing new moves the status version without an event")
  default void nothingNewHasNoEvent() {
    SampleProject project = SampleProject.in(this);
    Session owned = project.owned(project.stored("s"));

    Session stored = assertWrites(project, SampleChanges.leave(owned));

    assertThat(stored.ownership().owner()).isEmpty();
    assertThat(project.events()).hasSize(1);
  }

  @Test
  @DisplayName("P-03 a stale status version is refused and nothing is written")
  default void aStaleStatusVersionIsRefused() {
    SampleProject project = SampleProject.in(this);
    Worker shell = project.terminal("shell");
    Session owned = project.owned(project.stored(project.session("s").with(shell)));
    Session spawning = sessionStore().commit(SampleChanges.move(owned, SPAWN));
    int before = project.events().size();

    List<Observation> stale =
        List.of(
            SampleChanges.move(owned, SPAWN),
            SampleChanges.see(owned, shell.id(), WorkerObserved.running(1)),
            SampleChanges.leave(owned));

    assertThat(stale)
        .allSatisfy(
            observation ->
                assertThatThrownBy(() -> sessionStore().commit(observation))
                    .isInstanceOf(Stale.class));
    assertThat(project.read(owned)).isEqualTo(spawning);
    assertThat(project.events()).hasSize(before);
  }

  @Test
  @DisplayName("L-02 a replaced owner's observation is refused by its fence, whatever it read")
  default void aStaleFenceIsRefused() {
    SampleProject project = SampleProject.in(this);
    Session before = project.owned(project.stored("s"));
    Session after = project.owned(before);
    assertThatThrownBy(() -> sessionStore().commit(SampleChanges.move(before, SPAWN)))
        .isInstanceOf(StaleFence.class);

    Session spawning = sessionStore().commit(SampleChanges.move(after, SPAWN));

    assertThatThrownBy(() -> sessionStore().commit(SampleChanges.move(before, SPAWN)))
        .isInstanceOf(StaleFence.class);
    assertThatThrownBy(() -> sessionStore().commit(SampleChanges.leave(before)))
        .isInstanceOf(StaleFence.class);
    assertThat(project.read(before)).isEqualTo(spawning);
  }

  @Test
  @DisplayName("P-03 an observation of a session that is gone is not found")
  default void aGoneSessionIsNotObserved() {
    SampleProject project = SampleProject.in(this);
    Session unknown = project.session("s").in(SessionState.SPAWNING).build();

    assertThatThrownBy(() -> sessionStore().commit(SampleChanges.move(unknown, ACTIVATE)))
        .isInstanceOf(NotFound.class);

    assertThat(project.events()).isEmpty();
  }

  /** Commits, and sees answer, row and events. */
  private Session assertWrites(SampleProject project, Observation observation) {
    Session before = observation.before();
    Session after = observation.after();
    List<SessionChange> expected = new ArrayList<>(project.changes(before));
    expected.addAll(Changes.between(before, after));

    Session stored = sessionStore().commit(observation);

    assertThat(stored)
        .isEqualTo(after.withStatus(after.status().withVersion(before.status().version() + 1)));
    assertThat(project.read(after)).isEqualTo(stored);
    assertThat(project.changes(after)).isEqualTo(expected);
    return stored;
  }
}
