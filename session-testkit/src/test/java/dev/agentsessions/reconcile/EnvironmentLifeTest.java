package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.operation.DeleteSession;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import dev.agentsessions.workspace.Retention;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a running session when the place where its workers run does. */
class EnvironmentLifeTest {
  private static final Reason NODE_LOST = new Reason("NodeLost");
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Session active = active(Requests.SHELL, Requests.SHELL);

  @Test
  @DisplayName("L-11 an environment that is gone fails the session with its reason, processes lost")
  void anEnvironmentThatIsGoneFailsTheSession() {
    world.remote.lose(active.id(), NODE_LOST, "the node is gone");

    Session failed = host.settle(active.id());

    assertFailed(failed, "the node is gone");
    assertThat(failed.workers())
        .extracting(worker -> worker.observed().state())
        .containsOnly(WorkerState.LOST);
  }

  @Test
  @DisplayName("L-11 an environment that fails later fails the session with its reason")
  void anEnvironmentThatFailsFailsTheSession() {
    world.remote.fail(active.id(), NODE_LOST, "evicted");

    assertFailed(host.settle(active.id()), "evicted");
  }

  @Test
  @DisplayName("L-03 an environment that tells of itself is not asked again soon, but in time")
  void anEnvironmentThatTellsIsNotAskedAgainSoon() {
    world.remote.announce();
    world.remote.pendingTakes(1_000_000);
    world.remote.move(active.id());
    Session spawning = created();
    Session stopping = created();
    host.run(stopping.id());
    host.sessions().stop(ANN, DEFAULT, Requests.stop(stopping));
    world.remote.releaseTakes(1_000_000);

    for (Session waiting : List.of(active, spawning, stopping)) {
      assertThat(host.run(waiting.id())).isEqualTo(NextLook.in(ReconcilerConfig.DEFAULT.watch()));
    }
  }

  @Test
  @DisplayName("S-10 a session whose environment was lost starts again in a new one")
  void itStartsAgainInANewOne() {
    world.remote.lose(active.id(), NODE_LOST, "the node is gone");
    host.settle(active.id());

    host.sessions().start(ANN, DEFAULT, Requests.start(active));
    Session again = host.settle(active.id());

    assertThat(again.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(again.workers())
        .extracting(Worker::observed)
        .containsOnly(WorkerObserved.running(2));
    assertThat(world.runtime.processes().running())
        .extracting(FakeProcess::endpoint)
        .containsOnly(new Endpoint("pod-2", "/workspace"));
    assertThat(world.remote.files()).as("files stay").contains(active.id());
  }

  @Test
  @DisplayName("G-03 what could not be pushed as a session came to rest is told by a condition")
  void whatCouldNotBePushedIsTold() {
    world.remote.refusePush(active.id(), "engine: the remote is away");

    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    Session stopped = host.settle(active.id());

    assertThat(stopped.state()).isEqualTo(SessionState.STOPPED);
    assertThat(stopped.status().conditions().find(Condition.AUTO_PUSHED).orElseThrow())
        .satisfies(
            told -> {
              assertThat(told.status()).isEqualTo(Condition.Status.FALSE);
              assertThat(told.reason()).isEqualTo(Reason.PUSH_FAILED);
              assertThat(told.message()).isEqualTo("engine: the remote is away");
            });
    host.sessions().start(ANN, DEFAULT, Requests.start(active));
    assertThat(host.settle(active.id()).status().conditions().find(Condition.AUTO_PUSHED))
        .as("the next run is another one")
        .isEmpty();
  }

  @Test
  @DisplayName("L-01 an environment that moves without its processes gets them anew")
  void anEnvironmentThatMovesGetsItsProcessesAnew() {
    world.remote.move(active.id());

    Session moved = host.settle(active.id());

    assertThat(moved.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(moved.workers())
        .extracting(Worker::observed)
        .containsOnly(WorkerObserved.running(2));
    assertThat(world.runtime.processes().running())
        .hasSize(2)
        .extracting(process -> process.endpoint().address())
        .containsOnly("pod-2");
  }

  @Test
  @DisplayName(
      "L-01 an environment that moves with its processes goes on, adopted at the new place")
  void anEnvironmentThatMovesWithItsProcessesGoesOn() {
    world.remote.moveWithProcesses(active.id());

    Session moved = host.settle(active.id());

    assertThat(moved.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(moved.workers())
        .extracting(Worker::observed)
        .containsOnly(WorkerObserved.running(1));
    assertThat(world.runtime.mutations())
        .filteredOn(done -> done.what().equals("adopt"))
        .hasSize(2);
  }

  @Test
  @DisplayName("L-11 an environment that is away for a while moves nothing")
  void anEnvironmentThatIsAwayMovesNothing() {
    world.remote.pendingTakes(50);
    world.remote.moveWithProcesses(active.id());

    host.run(active.id());

    assertThat(world.read(active.id())).isEqualTo(active);
    assertThat(host.settle(active.id()).workers())
        .extracting(Worker::observed)
        .containsOnly(WorkerObserved.running(1));
  }

  @Test
  @DisplayName(
      "S-11 a stop while the environment is away waits until it is gone, processes with it")
  void aStopWhileItIsAwayWaitsUntilItIsGone() {
    world.remote.pendingTakes(1_000_000);
    world.remote.releaseTakes(3);
    world.remote.moveWithProcesses(active.id());

    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    host.run(active.id());
    assertThat(world.read(active.id()).state()).isEqualTo(SessionState.TERMINATING);
    assertThat(world.remote.existing()).contains(active.id());

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.STOPPED);
    assertNothingLeft();
  }

  @Test
  @DisplayName("S-08 an environment that is lost while the session goes does not hold it up")
  void aLossWhileItGoesDoesNotHoldItUp() {
    world.runtime.processes().stopTakes(1_000_000);
    host.sessions()
        .delete(ANN, DEFAULT, new DeleteSession(Requests.target(active), Retention.DELETE));
    host.run(active.id());

    world.remote.lose(active.id(), NODE_LOST, "the node is gone");

    host.settleGone(active.id());
    assertNothingLeft();
    assertThat(world.remote.files()).isEmpty();
  }

  private Session active(NewWorker... workers) {
    return host.settle(created(workers).id());
  }

  private Session created(NewWorker... workers) {
    return host.sessions().create(ANN, DEFAULT, Requests.remote(workers));
  }

  private void assertFailed(Session failed, String message) {
    assertThat(failed.state()).isEqualTo(SessionState.FAILED);
    assertThat(failed.status().reason()).contains(NODE_LOST);
    assertThat(failed.status().message()).contains(message);
    assertNothingLeft();
  }

  private void assertNothingLeft() {
    assertThat(world.runtime.processes().kept()).isEmpty();
    assertThat(world.remote.existing()).isEmpty();
  }
}
