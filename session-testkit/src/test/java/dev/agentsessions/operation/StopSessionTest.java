package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.SessionChange.SessionDesired;
import dev.agentsessions.event.SessionChange.SessionMoved;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerObserved;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StopSessionTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();
  private final SessionsInStates states = new SessionsInStates(world, host);

  @ParameterizedTest(name = "S-11 {0}")
  @DisplayName("S-11 a stop is Stopping at once, and tells why")
  @EnumSource(names = {"SPAWNING", "ACTIVE"})
  void aStopIsStoppingAtOnce(SessionState state) {
    Session before = states.in(state);

    Session stopping = stop(before);

    assertThat(stopping.state()).isEqualTo(SessionState.TERMINATING);
    assertThat(stopping.desired()).isEqualTo(Desired.STOPPED);
    assertThat(stopping.status().ending()).contains(Ending.of(Target.STOPPED, Reason.USER));
    assertThat(world.read(before.id())).isEqualTo(stopping);
    assertThat(world.changes(before.id()))
        .endsWith(
            new SessionDesired(Desired.STOPPED),
            new SessionMoved(
                state, SessionState.TERMINATING, Optional.of(Reason.USER), Optional.empty()));
  }

  @Test
  @DisplayName("S-11 a session that waits to be started stops likewise")
  void aPendingSessionStops() {
    Session created = sessions.create(ANN, DEFAULT, Requests.quick(Requests.SHELL));

    assertThat(stop(created).state()).isEqualTo(SessionState.TERMINATING);

    assertThat(host.settle(created.id()).state()).isEqualTo(SessionState.STOPPED);
    assertThat(world.runtime.mutations()).noneMatch(done -> done.what().startsWith("start"));
  }

  @Test
  @DisplayName("S-11 it is Stopped only when every process is gone")
  void itIsStoppedWhenEveryProcessIsGone() {
    world.runtime.processes().stopTakes(3);
    Session active = active(Requests.SHELL, Requests.SHELL);

    stop(active);
    for (int looks = 0; looks < 2; looks++) {
      host.run(active.id());
      assertThat(world.runtime.processes().running()).hasSize(2);
      assertThat(world.read(active.id()).state()).isEqualTo(SessionState.TERMINATING);
    }
    Session stopped = host.settle(active.id());

    assertThat(stopped.state()).isEqualTo(SessionState.STOPPED);
    assertThat(stopped.status().reason()).contains(Reason.USER);
    assertThat(stopped.status().run().finishedAt()).contains(world.clock.instant());
    assertThat(stopped.ownership().owner()).isEmpty();
    assertThat(stopped.workers())
        .extracting(Worker::observed)
        .containsOnly(WorkerObserved.ended(1, WorkerExit.signal(15, Cause.MANAGED)));
    assertThat(world.runtime.processes().kept()).isEmpty();
  }

  @Test
  @DisplayName("S-11 a stop while it spawns leaves no process")
  void aStopWhileItSpawnsLeavesNoProcess() {
    Session created = sessions.create(ANN, DEFAULT, Requests.quick(Requests.SHELL, Requests.SHELL));
    while (world.runtime.processes().running().isEmpty()) {
      host.pass(created.id());
    }
    assertThat(world.read(created.id()).state()).isEqualTo(SessionState.SPAWNING);

    stop(created);
    Session stopped = host.settle(created.id());

    assertThat(stopped.state()).isEqualTo(SessionState.STOPPED);
    assertThat(world.runtime.processes().kept()).extracting(FakeProcess::worker).isEmpty();
    assertThat(world.environments.existing()).isEmpty();
  }

  @ParameterizedTest(name = "S-11 {0}")
  @DisplayName("S-11 a stop of what stops or rests succeeds and changes nothing")
  @EnumSource(names = {"CREATED", "TERMINATING", "STOPPED", "COMPLETED", "FAILED"})
  void aStopOfWhatRestsChangesNothing(SessionState state) {
    Session resting = states.in(state);

    assertThat(stop(resting)).isEqualTo(resting);
    assertThat(stop(resting)).isEqualTo(resting);

    assertThat(world.read(resting.id())).isEqualTo(resting);
  }

  @Test
  @DisplayName("S-11 the caller's reason is kept, and the first one where several ask")
  void theCallersReasonIsKept() {
    world.runtime.processes().stopTakes(3);
    Session active = active(Requests.SHELL);

    sessions.stop(
        ANN, DEFAULT, new StopSession(Requests.target(active), new Reason("Maintenance")));
    stop(active);

    assertThat(host.settle(active.id()).status().reason()).contains(new Reason("Maintenance"));
  }

  @Test
  @DisplayName("S-11 workspace and output are kept")
  void workspaceAndOutputAreKept() {
    Session active = active(Requests.SHELL);
    world.runtime.processes().print(Requests.ref(active, 0), "hello");

    stop(active);
    host.settle(active.id());

    assertThat(world.output.bounds(Requests.ref(active, 0)).end()).isEqualTo(5);
    assertThat(world.output.bounds(Requests.ref(active, 0)).open()).isFalse();
    assertThat(world.environments.mutations())
        .last()
        .extracting(done -> done.what())
        .isEqualTo("release environment, KEEP");
    sessions.start(ANN, DEFAULT, Requests.start(active));
    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  private Session active(NewWorker... workers) {
    return host.settle(sessions.create(ANN, DEFAULT, Requests.quick(workers)).id());
  }

  private Session stop(Session session) {
    return sessions.stop(ANN, DEFAULT, Requests.stop(session));
  }
}
