package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerRef;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a host that closes still does, and what the next one finds. */
class ClosingTest {
  private static final WorkerObserved STOPPED =
      WorkerObserved.ended(1, WorkerExit.signal(15, Cause.MANAGED));
  private final World world = new World();
  private final TestHost host = TestHost.in(world);

  @Test
  @DisplayName("L-08 a worker that ends with its host is stopped, managed, and not started again")
  void whatEndsWithTheHostIsRecorded() {
    Session active = active(RunPolicy.DEFAULT, Requests.SHELL, Requests.AGENT);

    close(active);

    Session closed = world.read(active.id());
    assertThat(closed.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(closed.workers()).extracting(worker -> worker.observed()).containsOnly(STOPPED);
    assertThat(closed.status().conditions().isTrue(Condition.WORKERS_RUNNING)).isFalse();
    assertThat(world.runtime.processes().kept()).isEmpty();
  }

  @Test
  @DisplayName("L-08 the next host starts it again: same id, next epoch, the old one still there")
  void theNextHostStartsItAgain() {
    Session active = active(RunPolicy.DEFAULT, Requests.SHELL);
    WorkerRef worker = Requests.ref(active, 0);
    world.runtime.processes().print(worker, "before");

    close(active);
    Session again = TestHost.in(world).settle(active.id());

    assertThat(again.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(again.workers().getFirst().id()).isEqualTo(worker.worker());
    assertThat(again.workers().getFirst().observed()).isEqualTo(WorkerObserved.running(2));
    assertThat(world.output.bounds(worker, 1).end()).isEqualTo("before".length());
    assertThat(again.status().conditions().isTrue(Condition.WORKERS_RUNNING)).isTrue();
  }

  @Test
  @DisplayName("L-05 an agent that ends with its host did not end its run")
  void anAgentThatEndsWithItsHostDidNotEndItsRun() {
    var oneRun = new RunPolicy(Optional.empty(), Optional.empty(), false, true);
    Session active = active(oneRun, Requests.AGENT);

    close(active);
    Session again = TestHost.in(world).settle(active.id());

    assertThat(again.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(again.workers().getFirst().observed()).isEqualTo(WorkerObserved.running(2));
  }

  @Test
  @DisplayName("L-08 a worker that ended by itself before its host stays so")
  void whatEndedByItselfStaysSo() {
    Session active = active(RunPolicy.DEFAULT, Requests.SHELL);
    world.runtime.processes().exit(Requests.ref(active, 0), 0);

    host.get(Reconciler.class).beginNothing();
    host.settle(active.id());
    Session again = TestHost.in(world).settle(active.id());

    assertThat(again.workers().getFirst().observed())
        .isEqualTo(WorkerObserved.ended(1, WorkerExit.code(0, Cause.UNEXPECTED)));
  }

  @Test
  @DisplayName("L-08 a host that closes takes nothing over and starts nothing")
  void aClosingHostBeginsNothing() {
    Session spawning = host.sessions().create(ANN, DEFAULT, Requests.quick(Requests.SHELL));
    while (world.read(spawning.id()).state() != SessionState.SPAWNING) {
      host.pass(spawning.id());
    }
    Session wanted = host.sessions().create(ANN, DEFAULT, Requests.quick(Requests.SHELL));
    host.get(Reconciler.class).beginNothing();

    for (int looks = 0; looks < 5; looks++) {
      world.advance(Duration.ofSeconds(1));
      host.pass(spawning.id());
      host.pass(wanted.id());
    }

    assertThat(world.read(spawning.id()).state()).isEqualTo(SessionState.SPAWNING);
    assertThat(world.read(wanted.id()).ownership().owner()).isEmpty();
    assertThat(world.runtime.processes().kept()).isEmpty();
    TestHost next = TestHost.in(world);
    assertThat(next.settle(spawning.id()).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(next.settle(wanted.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  @DisplayName("L-08 a stop that is under way goes on to its end")
  void aStopGoesOn() {
    Session terminating = new SessionsInStates(world, host).in(SessionState.TERMINATING);

    host.get(Reconciler.class).beginNothing();
    world.runtime.processes().kill(Requests.ref(terminating, 0), 9);

    assertThat(host.settle(terminating.id()).state()).isEqualTo(SessionState.STOPPED);
  }

  /** The runtime ends its processes while the host still looks. */
  private void close(Session session) {
    host.get(Reconciler.class).beginNothing();
    session.workers().stream()
        .map(worker -> new WorkerRef(session.id(), worker.id()))
        .forEach(world.runtime.processes()::stop);
    for (int looks = 0; looks < 5; looks++) {
      host.pass(session.id());
    }
  }

  private Session active(RunPolicy policy, NewWorker... workers) {
    return host.settle(
        host.sessions().create(ANN, DEFAULT, Requests.limited(policy, workers)).id());
  }
}
