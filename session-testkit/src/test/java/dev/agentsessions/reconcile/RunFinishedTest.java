package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.operation.DeleteWorker;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProgram;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFinishedTest {
  private static final RunPolicy STOPS_ON_RUN_FINISHED =
      new RunPolicy(Optional.empty(), Optional.empty(), true, true);
  private static final RunPolicy ONE_RUN =
      new RunPolicy(Optional.empty(), Optional.empty(), false, false);
  private final World world = new World();
  private final TestHost host = TestHost.in(world);

  @Test
  @DisplayName("L-05 the agent's clean end completes the session, and the other workers stop")
  void theAgentsCleanEndCompletesTheSession() {
    Session active = active(STOPS_ON_RUN_FINISHED, Requests.SHELL, Requests.AGENT);

    world.runtime.processes().exit(Requests.ref(active, 1), 0);
    Session completed = host.settle(active.id());

    assertThat(completed.state()).isEqualTo(SessionState.COMPLETED);
    assertThat(completed.status().reason()).contains(Reason.RUN_FINISHED);
    assertThat(completed.workers())
        .extracting(worker -> worker.observed().state())
        .containsExactly(WorkerState.STOPPED, WorkerState.EXITED);
    assertThat(world.runtime.processes().kept()).isEmpty();
  }

  @Test
  @DisplayName("L-05 a session that is not interactive is one run")
  void aSessionThatIsNotInteractiveIsOneRun() {
    Session active = active(ONE_RUN, Requests.AGENT);

    world.runtime.processes().exit(Requests.ref(active, 0), 0);

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.COMPLETED);
  }

  @Test
  @DisplayName("L-05 an agent that was done before anybody looked completes the session")
  void aQuickAgentCompletesTheSession() {
    world.runtime.processes().nextRuns(FakeProgram.exits(0));

    assertThat(create(ONE_RUN, Requests.AGENT).state()).isEqualTo(SessionState.COMPLETED);
  }

  @Test
  @DisplayName("W-09 an agent whose end nobody saw has not finished its run: it runs again")
  void anUnseenEndIsNoFinish() {
    Session active = active(ONE_RUN, Requests.AGENT);

    world.runtime.processes().endUnseen(Requests.ref(active, 0));
    Session again = host.settle(active.id());

    assertThat(again.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(again.workers().getFirst().observed()).isEqualTo(WorkerObserved.running(2));
  }

  @ParameterizedTest(name = "L-11 {0}")
  @DisplayName("L-11 an agent that ends with an error fails the session: RunnerExit, with the code")
  @ValueSource(ints = {1, 2, 143})
  void anErrorFailsTheSession(int code) {
    Session active = active(STOPS_ON_RUN_FINISHED, Requests.AGENT);

    world.runtime.processes().exit(Requests.ref(active, 0), code);
    Session failed = host.settle(active.id());

    assertThat(failed.state()).isEqualTo(SessionState.FAILED);
    assertThat(failed.status().reason()).contains(Reason.RUNNER_EXIT);
    assertThat(failed.status().message()).contains("Claude: exit code " + code);
  }

  @Test
  @DisplayName("L-11 an agent that is killed fails the session: RunnerExit, with the signal")
  void aKilledAgentFailsTheSession() {
    Session active = active(STOPS_ON_RUN_FINISHED, Requests.AGENT);

    world.runtime.processes().kill(Requests.ref(active, 0), 9);
    Session failed = host.settle(active.id());

    assertThat(failed.status().reason()).contains(Reason.RUNNER_EXIT);
    assertThat(failed.status().message()).contains("Claude: signal 9");
  }

  @Test
  @DisplayName("L-05 a terminal's end is no end of the run")
  void aTerminalsEndIsNoEndOfTheRun() {
    Session active = active(STOPS_ON_RUN_FINISHED, Requests.SHELL, Requests.AGENT);

    world.runtime.processes().exit(Requests.ref(active, 0), 0);

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  @DisplayName("L-05 an agent that is lost did not end: it is started again")
  void aLostAgentDidNotEnd() {
    Session active = active(STOPS_ON_RUN_FINISHED, Requests.AGENT);

    world.runtime.processes().lose(Requests.ref(active, 0));
    Session after = host.settle(active.id());

    assertThat(after.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(after.workers().getFirst().observed().epoch()).isEqualTo(2);
  }

  @Test
  @DisplayName("L-05 an agent that a caller deletes did not end the run")
  void aDeletedAgentDidNotEndTheRun() {
    Session active = active(STOPS_ON_RUN_FINISHED, Requests.AGENT);

    host.sessions()
        .deleteWorker(
            ANN,
            DEFAULT,
            new DeleteWorker(Requests.target(active), active.workers().getFirst().id()));

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  @ParameterizedTest(name = "L-11 {0}")
  @DisplayName("L-11 else no exit moves the session, also where no process is left")
  @ValueSource(ints = {0, 1})
  void elseNoExitMovesTheSession(int code) {
    Session active = active(RunPolicy.DEFAULT, Requests.AGENT, Requests.SHELL);

    world.runtime.processes().exit(Requests.ref(active, 0), code);
    Session one = host.settle(active.id());
    world.runtime.processes().exit(Requests.ref(active, 1), code);
    Session none = host.settle(active.id());

    assertThat(one.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(one.status().conditions().isTrue(Condition.WORKERS_RUNNING)).isTrue();
    assertThat(none.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(none.status().conditions().find(Condition.WORKERS_RUNNING))
        .map(Condition::status)
        .contains(Status.FALSE);
    assertThat(none.ownership().owner()).isPresent();
  }

  private Session active(RunPolicy policy, NewWorker... workers) {
    Session active = create(policy, workers);
    assertThat(active.state()).isEqualTo(SessionState.ACTIVE);
    return active;
  }

  private Session create(RunPolicy policy, NewWorker... workers) {
    return host.settle(
        host.sessions().create(ANN, DEFAULT, Requests.limited(policy, workers)).id());
  }
}
