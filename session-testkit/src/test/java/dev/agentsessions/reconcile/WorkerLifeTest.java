package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionChange.WorkerMoved;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of workers while their session runs. */
class WorkerLifeTest {
  private static final Duration WINDOW = ReconcilerConfig.DEFAULT.restartWindow();
  private static final int MAX = ReconcilerConfig.DEFAULT.maxRestarts();
  private final World world = new World();
  private final TestHost host = TestHost.in(world);

  @Test
  @DisplayName("W-09 an exit is stored and told once, and then the process is released")
  void anExitIsStoredOnce() {
    Session active = active(Requests.SHELL);
    WorkerExit exit = WorkerExit.code(3, Cause.UNEXPECTED);

    world.runtime.processes().exit(Requests.ref(active, 0), 3);
    host.pass(active.id());
    assertThat(world.read(active.id()).workers().getFirst().observed())
        .isEqualTo(WorkerObserved.ended(1, exit));
    assertThat(world.runtime.processes().kept()).as("not before it is stored").hasSize(1);
    host.settle(active.id());

    assertThat(world.runtime.processes().kept()).isEmpty();
    assertThat(world.changes(active.id()))
        .filteredOn(change -> isExit(change))
        .containsExactly(
            new WorkerMoved(
                active.workers().getFirst().id(), WorkerState.EXITED, 1, Optional.of(exit)));
  }

  @Test
  @DisplayName("W-09 an end that nobody saw is told as lost: no code, no signal, never 0")
  void anEndThatNobodySawIsLost() {
    Session active = active(Requests.SHELL, Requests.SHELL);

    world.runtime.processes().lose(Requests.ref(active, 0));
    world.runtime.processes().endUnseen(Requests.ref(active, 1));
    host.pass(active.id());

    assertThat(world.read(active.id()).workers())
        .extracting(Worker::observed)
        .containsExactly(WorkerObserved.lost(1), WorkerObserved.lost(1));
    host.settle(active.id());
    assertThat(world.changes(active.id()))
        .filteredOn(
            change -> change instanceof WorkerMoved moved && moved.state() == WorkerState.LOST)
        .extracting(change -> ((WorkerMoved) change).exit())
        .containsExactly(Optional.empty(), Optional.empty());
    assertThat(world.runtime.processes().kept())
        .as("the old ones are forgotten, new ones run")
        .hasSize(2)
        .allMatch(process -> process.isRunning() && process.launch().epoch() == 2);
  }

  @Test
  @DisplayName("W-09 a stop whose end nobody saw is managed, without a code")
  void aStopThatNobodySawIsManaged() {
    world.runtime.processes().stopTakes(1_000_000);
    Session active = active(Requests.SHELL);
    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    host.pass(active.id());

    world.runtime.processes().endUnseen(Requests.ref(active, 0));
    Session stopped = host.settle(active.id());

    assertThat(stopped.workers().getFirst().observed())
        .isEqualTo(WorkerObserved.ended(1, WorkerExit.unseen(Cause.MANAGED)));
  }

  @Test
  @DisplayName("L-11 a worker that exited stays so: nothing starts it again")
  void aWorkerThatExitedStaysSo() {
    Session active = active(Requests.SHELL);

    world.runtime.processes().exit(Requests.ref(active, 0), 1);
    host.settle(active.id());
    world.advance(Duration.ofHours(1));
    Session later = host.settle(active.id());

    assertThat(later.workers().getFirst().observed().state()).isEqualTo(WorkerState.EXITED);
    assertThat(world.runtime.processes().running()).isEmpty();
  }

  @Test
  @DisplayName("L-11 a lost worker is started again as the next epoch, the others go on")
  void aLostWorkerIsStartedAgain() {
    Session active = active(Requests.SHELL, Requests.SHELL);

    world.runtime.processes().lose(Requests.ref(active, 0));
    Session after = host.settle(active.id());

    assertThat(after.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(after.workers().getFirst().observed()).isEqualTo(WorkerObserved.running(2));
    assertThat(after.workers().getLast().observed()).isEqualTo(WorkerObserved.running(1));
    assertThat(world.changes(active.id()))
        .contains(
            new WorkerMoved(
                active.workers().getFirst().id(), WorkerState.LOST, 1, Optional.empty()));
  }

  @Test
  @DisplayName("L-08 a worker that was stopped by nobody who may is started again like a lost one")
  void aWorkerStoppedFromOutsideIsStartedAgain() {
    Session active = active(Requests.SHELL);

    for (int stops = 0; stops <= MAX; stops++) {
      world.runtime.processes().stop(Requests.ref(active, 0));
      host.settle(active.id());
    }
    Session left = host.settle(active.id());

    assertThat(left.workers().getFirst().observed().state()).isEqualTo(WorkerState.STOPPED);
    assertThat(left.workers().getFirst().observed().epoch()).isEqualTo(1 + MAX);
    assertThat(left.status().conditions().isTrue(Condition.RESTART_LIMIT)).isTrue();
  }

  @Test
  @DisplayName("L-11 a worker is started again 5 times in 10 minutes, then a condition says so")
  void restartsAreBounded() {
    Session active = active(Requests.SHELL);

    loseOften(active, 0, MAX);
    Session restarted = host.settle(active.id());
    loseOften(active, 0, 1);
    Session left = host.settle(active.id());

    assertThat(restarted.workers().getFirst().observed())
        .isEqualTo(WorkerObserved.running(1 + MAX));
    assertThat(restarted.status().conditions().find(Condition.RESTART_LIMIT)).isEmpty();
    assertThat(left.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(left.workers().getFirst().observed()).isEqualTo(WorkerObserved.lost(1 + MAX));
    Condition limit = left.status().conditions().find(Condition.RESTART_LIMIT).orElseThrow();
    assertThat(limit.status()).isEqualTo(Condition.Status.TRUE);
    assertThat(limit.message()).contains("Terminal 1");
  }

  @Test
  @DisplayName("L-11 the limit is each worker's own, and several at it come to rest")
  void theLimitIsEachWorkersOwn() {
    Session active = active(Requests.SHELL, Requests.SHELL, Requests.SHELL);

    loseOften(active, 0, MAX + 1);
    loseOften(active, 1, MAX + 1);
    loseOften(active, 2, 1);
    Session left = host.settle(active.id());

    assertThat(left.workers())
        .extracting(worker -> worker.observed().state())
        .containsExactly(WorkerState.LOST, WorkerState.LOST, WorkerState.RUNNING);
    assertThat(left.status().conditions().find(Condition.RESTART_LIMIT).orElseThrow().message())
        .contains("Terminal 1")
        .contains("Terminal 2")
        .doesNotContain("Terminal 3");
  }

  @Test
  @DisplayName("L-11 when the window is over it is started again, and the condition goes")
  void whenTheWindowIsOverItIsStartedAgain() {
    Session active = active(Requests.SHELL);
    loseOften(active, 0, MAX + 1);
    host.settle(active.id());

    world.advance(WINDOW);
    Session again = host.settle(active.id());

    assertThat(again.workers().getFirst().observed().state()).isEqualTo(WorkerState.RUNNING);
    assertThat(again.status().conditions().isTrue(Condition.RESTART_LIMIT)).isFalse();
  }

  @Test
  @DisplayName("L-11 losses that are far apart are no reason to give up")
  void lossesFarApartAreNoReasonToGiveUp() {
    Session active = active(Requests.SHELL);

    for (int loss = 0; loss < 3 * MAX; loss++) {
      loseOften(active, 0, 1);
      world.advance(WINDOW.dividedBy(MAX));
    }

    assertThat(host.settle(active.id()).workers().getFirst().observed().state())
        .isEqualTo(WorkerState.RUNNING);
  }

  @Test
  @DisplayName("L-01 a process that nobody asked for is stopped and released")
  void aStrayProcessIsStopped() {
    Session active = active(Requests.SHELL);
    start(active, new WorkerId("wrk-stray"), 1);

    host.settle(active.id());

    assertThat(world.runtime.processes().kept())
        .extracting(FakeProcess::worker)
        .containsExactly(Requests.ref(active, 0));
  }

  @Test
  @DisplayName("L-01 a process that was started and not recorded is the worker's own")
  void aProcessThatWasNotRecordedIsTheWorkersOwn() {
    Session created = host.sessions().create(ANN, DEFAULT, Requests.quick(Requests.SHELL));
    while (world.read(created.id()).state() != SessionState.SPAWNING) {
      host.pass(created.id());
    }
    Session spawning = world.read(created.id());
    world.environments.ensure(spawning, spawning.ownership().fence());
    start(spawning, spawning.workers().getFirst().id(), 1);

    Session active = host.settle(created.id());

    assertThat(active.workers().getFirst().observed()).isEqualTo(WorkerObserved.running(1));
    assertThat(world.runtime.processes().kept()).hasSize(1);
  }

  private Session active(NewWorker... workers) {
    return host.settle(host.sessions().create(ANN, DEFAULT, Requests.quick(workers)).id());
  }

  private void loseOften(Session session, int worker, int times) {
    for (int loss = 0; loss < times; loss++) {
      world.runtime.processes().lose(Requests.ref(session, worker));
      host.settle(session.id());
    }
  }

  /** As an earlier owner would have, just before it was killed. */
  private void start(Session session, WorkerId worker, long epoch) {
    world.runtime.start(
        new Place(
            session.id(),
            new Endpoint(Endpoint.LOCAL, World.DIRECTORY.toString()),
            session.ownership().fence()),
        new WorkerLaunch(worker, epoch, List.of("sh"), Map.of(), WindowSize.DEFAULT));
  }

  private static boolean isExit(SessionChange change) {
    return change instanceof WorkerMoved moved && moved.exit().isPresent();
  }
}
