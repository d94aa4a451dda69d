package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.event.SessionChange.AgentSwitched;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestartWorkerTest {
  private static final AgentId CODEX = new AgentId("codex");

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();
  private final SessionsInStates states = new SessionsInStates(world, host);

  @Test
  @DisplayName("W-01 a restarted worker keeps its id and its age, and runs as the next epoch")
  void aWorkerIsRestarted() {
    Session active = active(Requests.SHELL, Requests.SHELL);
    Worker before = active.workers().getFirst();

    Session asked = restart(active, 0);
    Session after = host.settle(active.id());

    Worker restarted = after.workers().getFirst();
    assertThat(asked.revision().version()).isEqualTo(active.revision().version() + 1);
    assertThat(restarted.id()).isEqualTo(before.id());
    assertThat(restarted.name()).isEqualTo(before.name());
    assertThat(restarted.createdAt()).isEqualTo(before.createdAt());
    assertThat(restarted.observed()).isEqualTo(WorkerObserved.running(2));
    assertThat(after.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(after.workers().getLast())
        .as("the other goes on")
        .isEqualTo(active.workers().getLast());
    assertThat(world.runtime.processes().kept()).hasSize(2);
  }

  @Test
  @DisplayName("W-01 the old process has ended whole before the new one starts")
  void theOldProcessEndsFirst() {
    Session active = active(Requests.SHELL);
    world.runtime.processes().stopTakes(3);

    restart(active, 0);
    host.run(active.id());
    List<Long> whileItEnds = epochsThatRun();
    Session after = host.settle(active.id());

    assertThat(whileItEnds).containsExactly(1L);
    assertThat(epochsThatRun()).containsExactly(2L);
    assertThat(after.workers().getFirst().observed()).isEqualTo(WorkerObserved.running(2));
    assertThat(world.output.bounds(Requests.ref(active, 0), 1).open())
        .as("the old epoch is closed, and can be read")
        .isFalse();
  }

  @Test
  @DisplayName("W-01 a worker that exited or was lost is restarted too")
  void aWorkerThatEndedIsRestarted() {
    Session active = active(Requests.SHELL);
    world.runtime.processes().exit(Requests.ref(active, 0), 3);
    host.settle(active.id());

    restart(active, 0);

    assertThat(host.settle(active.id()).workers().getFirst().observed())
        .isEqualTo(WorkerObserved.running(2));
  }

  @Test
  @DisplayName("W-01 a restart that is asked for while another is under way comes after it")
  void twoRestartsAreTwoEpochs() {
    Session active = active(Requests.SHELL);

    restart(active, 0);
    restart(active, 0);

    assertThat(host.settle(active.id()).workers().getFirst().observed())
        .isEqualTo(WorkerObserved.running(3));
  }

  @Test
  @DisplayName("W-01 a restart may switch the agent, also for the starts that come after")
  void aRestartMaySwitchTheAgent() {
    world.addAgent(new Agent(CODEX, "Codex", List.of("codex", "--yes")));
    Session active = active(Requests.AGENT);
    Worker before = active.workers().getFirst();

    restart(active, 0, Optional.of(CODEX));
    Worker after = host.settle(active.id()).workers().getFirst();

    assertThat(after.kind()).isEqualTo(new AgentWorker(CODEX));
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.name()).isEqualTo(before.name());
    assertThat(world.changes(active.id())).contains(new AgentSwitched(before.id(), CODEX));
    assertThat(commandsThatRun()).containsExactly(List.of("codex", "--yes"));
    sessions.stop(ANN, DEFAULT, Requests.stop(active));
    host.settle(active.id());
    sessions.start(ANN, DEFAULT, Requests.start(active));
    host.settle(active.id());
    assertThat(commandsThatRun()).containsExactly(List.of("codex", "--yes"));
  }

  @Test
  @DisplayName("W-01 an unknown agent is NotFound, the one it has as well as the one to run")
  void anUnknownAgentIsNotFound() {
    Session active = active(Requests.AGENT);

    assertThatThrownBy(() -> restart(active, 0, Optional.of(CODEX)))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("agent codex");
    world.forgetAgents();
    assertThatThrownBy(() -> restart(active, 0))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("agent claude");

    assertThat(world.read(active.id())).isEqualTo(active);
  }

  @Test
  @DisplayName("W-01 a terminal takes no agent: it is of the wrong kind")
  void aTerminalTakesNoAgent() {
    Session active = active(Requests.SHELL);

    assertThatThrownBy(() -> restart(active, 0, Optional.of(World.CLAUDE)))
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo("agent"));

    assertThat(world.read(active.id())).isEqualTo(active);
  }

  @ParameterizedTest(name = "W-01 {0}")
  @DisplayName("W-01 while its session does not run no worker is restarted, and the phase is told")
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ACTIVE", "CLEANED"})
  void elsewhereNoWorkerIsRestarted(SessionState state) {
    Session session = states.in(state);

    assertThatThrownBy(() -> restart(session, 0))
        .isInstanceOfSatisfying(
            WrongPhase.class, refusal -> assertThat(refusal.state()).isEqualTo(state))
        .hasMessageContaining(state.phase().toString());

    assertThat(world.read(session.id())).isEqualTo(session);
  }

  @Test
  @DisplayName("W-01 no worker is restarted of a session that its owner ends in between")
  void noWorkerIsRestartedOfASessionThatEndsInBetween() {
    Session active = active(Requests.SHELL);
    world.store.beforeNextWrite(
        () -> {
          world.environments.lose(active.id(), Reason.ENVIRONMENT_LOST, "vanished");
          host.run(active.id());
        });

    assertThatThrownBy(() -> restart(active, 0)).isInstanceOf(WrongPhase.class);

    assertThat(world.read(active.id()).workers().getFirst().desired().epoch()).isEqualTo(1);
  }

  @Test
  @DisplayName("W-01 a worker that is not there, or is being deleted, is NotFound")
  void anUnknownWorkerIsNotFound() {
    Session active = active(Requests.SHELL);
    WorkerId worker = active.workers().getFirst().id();
    sessions.deleteWorker(ANN, DEFAULT, new DeleteWorker(Requests.target(active), worker));

    assertThatThrownBy(() -> restart(active, 0)).isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () ->
                sessions.restartWorker(
                    ANN,
                    DEFAULT,
                    RestartWorker.of(Requests.target(active), new WorkerId("wrk-none"))))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("wrk-none");
  }

  @Test
  @DisplayName("W-01 a stale version is refused, and nothing changes")
  void aStaleVersionIsRefused() {
    Session active = active(Requests.SHELL);
    restart(active, 0);
    Session before = host.settle(active.id());

    assertThatThrownBy(
            () ->
                sessions.restartWorker(
                    ANN,
                    DEFAULT,
                    RestartWorker.of(Requests.target(active, 1), active.workers().getFirst().id())))
        .isInstanceOf(Stale.class);

    assertThat(world.read(active.id())).isEqualTo(before);
  }

  private Session active(NewWorker... workers) {
    return host.settle(sessions.create(ANN, DEFAULT, Requests.quick(workers)).id());
  }

  private Session restart(Session session, int worker) {
    return restart(session, worker, Optional.empty());
  }

  private Session restart(Session session, int worker, Optional<AgentId> agent) {
    WorkerId id = session.workers().get(worker).id();
    return sessions.restartWorker(
        ANN, DEFAULT, new RestartWorker(Requests.target(session), id, agent, Optional.empty()));
  }

  private List<Long> epochsThatRun() {
    return world.runtime.processes().running().stream()
        .map(process -> process.launch().epoch())
        .toList();
  }

  private List<List<String>> commandsThatRun() {
    return world.runtime.processes().running().stream()
        .map(FakeProcess::launch)
        .map(launch -> launch.command())
        .toList();
  }
}
