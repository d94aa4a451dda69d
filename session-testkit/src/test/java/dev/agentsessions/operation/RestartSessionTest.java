package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.operation.RestartSession.Which;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.IllegalTransition;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestartSessionTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();
  private final SessionsInStates states = new SessionsInStates(world, host);

  @Test
  @DisplayName("S-27 every process of a running session restarts, with its id, and it is said")
  void everyProcessRestarts() {
    Session active = active(Requests.SHELL, Requests.AGENT);

    Restarted restarted = restart(active);
    Session after = host.settle(active.id());

    assertThat(restarted.refused()).isEmpty();
    assertThat(restarted.workers())
        .extracting(WorkerRestart::name, WorkerRestart::epoch, WorkerRestart::refused)
        .containsExactly(
            tuple("Terminal 1", 2L, Optional.empty()), tuple("Claude", 2L, Optional.empty()));
    assertThat(after.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(after.revision().version()).isEqualTo(active.revision().version() + 1);
    assertThat(after.workers())
        .extracting(Worker::id)
        .containsExactlyElementsOf(active.workers().stream().map(Worker::id).toList());
    assertThat(after.workers())
        .extracting(Worker::observed)
        .containsOnly(WorkerObserved.running(2));
    assertThat(world.runtime.processes().kept()).hasSize(2);
  }

  @Test
  @DisplayName("S-27 a worker whose agent is unknown is refused, and the others restart")
  void anUnknownAgentIsRefusedAlone() {
    Session active = active(Requests.AGENT, Requests.SHELL);
    world.forgetAgents();

    Restarted restarted = restart(active);
    Session after = host.settle(active.id());

    assertThat(restarted.workers().getFirst().refused()).contains("unknown agent claude");
    assertThat(restarted.workers().getFirst().epoch()).isEqualTo(1);
    assertThat(restarted.workers().getLast().refused()).isEmpty();
    assertThat(after.workers())
        .extracting(worker -> worker.observed().epoch())
        .containsExactly(1L, 2L);
  }

  @Test
  @DisplayName("S-27 a running session without workers has nothing to restart")
  void withoutWorkersNothingRestarts() {
    Session active = active();

    Restarted restarted = restart(active);

    assertThat(restarted.workers()).isEmpty();
    assertThat(world.read(active.id())).isEqualTo(active);
  }

  @Test
  @DisplayName("S-27 a worker that is being deleted is left to that")
  void aWorkerThatIsBeingDeletedIsLeftOut() {
    Session active = active(Requests.SHELL, Requests.SHELL);
    sessions.deleteWorker(
        ANN, DEFAULT, new DeleteWorker(Requests.target(active), active.workers().getFirst().id()));

    Restarted restarted = restart(active);

    assertThat(restarted.workers()).extracting(WorkerRestart::name).containsExactly("Terminal 2");
    assertThat(host.settle(active.id()).workers()).hasSize(1);
  }

  @ParameterizedTest(name = "S-27 {0}")
  @DisplayName("S-27 a session at rest is started")
  @EnumSource(names = {"CREATED", "STOPPED", "COMPLETED", "FAILED"})
  void aSessionAtRestIsStarted(SessionState state) {
    Session resting = states.in(state);

    Restarted restarted = restart(resting);
    Session after = host.settle(resting.id());

    assertThat(after.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(restarted.workers())
        .singleElement()
        .satisfies(
            worker -> {
              assertThat(worker.refused()).isEmpty();
              assertThat(worker.epoch()).isEqualTo(after.workers().getFirst().observed().epoch());
            });
  }

  @ParameterizedTest(name = "S-27 {0}")
  @DisplayName("S-27 on its way up or down it is refused with the phase, and nothing changes")
  @EnumSource(names = {"SPAWNING", "TERMINATING"})
  void onItsWayItIsRefused(SessionState state) {
    Session before = states.in(state);

    assertThatThrownBy(() -> restart(before))
        .isInstanceOfSatisfying(
            IllegalTransition.class, refusal -> assertThat(refusal.state()).isEqualTo(state))
        .hasMessageContaining(state.phase().toString());

    assertThat(world.read(before.id())).isEqualTo(before);
  }

  @Test
  @DisplayName("S-27 what is not there is NotFound, a stale version is refused")
  void whatIsNotThereIsNotFound() {
    Session active = active(Requests.SHELL);

    assertThatThrownBy(
            () ->
                sessions.restart(
                    ANN, DEFAULT, RestartSession.of(Target.of(SessionRef.parse("nobody")))))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () -> sessions.restart(ANN, DEFAULT, RestartSession.of(Requests.target(active, 9))))
        .isInstanceOf(Stale.class);

    assertThat(world.read(active.id())).isEqualTo(active);
  }

  @Test
  @DisplayName("S-27 in bulk the agents of all running sessions restart, and nothing else")
  void inBulkAllAgentsRestart() {
    Session one = active(Requests.AGENT, Requests.SHELL);
    Session other = active(Requests.AGENT);
    Session shell = active(Requests.SHELL);
    Session resting = states.in(SessionState.COMPLETED);

    RestartedAgents restarted = sessions.restartAgents(ANN, DEFAULT, Optional.empty());

    assertThat(restarted.next()).isEmpty();
    assertThat(restarted.sessions())
        .extracting(each -> each.session().id())
        .containsExactly(other.id(), one.id());
    assertThat(restarted.sessions())
        .flatExtracting(Restarted::workers)
        .extracting(WorkerRestart::name)
        .containsExactly("Claude", "Claude");
    assertThat(host.settle(one.id()).workers())
        .extracting(worker -> worker.observed().epoch())
        .containsExactly(2L, 1L);
    assertThat(host.settle(other.id()).workers().getFirst().observed().epoch()).isEqualTo(2);
    assertThat(world.read(shell.id())).isEqualTo(shell);
    assertThat(world.read(resting.id())).isEqualTo(resting);
  }

  @Test
  @DisplayName("S-27 in bulk a session that stops in between is refused alone")
  void inBulkOneIsRefusedAlone() {
    Session older = active(Requests.AGENT);
    Session newer = active(Requests.AGENT);
    world.store.beforeNextWrite(() -> sessions.stop(ANN, DEFAULT, Requests.stop(newer)));

    List<Restarted> restarted = sessions.restartAgents(ANN, DEFAULT, Optional.empty()).sessions();

    assertThat(restarted.getFirst().session().id()).isEqualTo(newer.id());
    assertThat(restarted.getFirst().refused().orElseThrow()).hasMessageContaining("Stopping");
    assertThat(restarted.getFirst().workers()).isEmpty();
    assertThat(restarted.getLast().refused()).isEmpty();
    assertThat(host.settle(older.id()).workers().getFirst().observed().epoch()).isEqualTo(2);
  }

  @Test
  @DisplayName("S-27 in bulk a store that is away ends it")
  void inBulkAStoreThatIsAwayEndsIt() {
    active(Requests.AGENT);
    world.store.failNextWrite();

    assertThatThrownBy(() -> sessions.restartAgents(ANN, DEFAULT, Optional.empty()))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("S-27 in bulk one call ends after so many sessions and says where to go on")
  void inBulkOneCallIsBounded() {
    int sessionsInAll = 1001;
    for (int i = 0; i < sessionsInAll; i++) {
      world.store.create(running(i));
    }

    RestartedAgents first = sessions.restartAgents(ANN, DEFAULT, Optional.empty());
    RestartedAgents rest = sessions.restartAgents(ANN, DEFAULT, first.next());

    assertThat(first.sessions()).hasSize(1000);
    assertThat(rest.sessions()).hasSize(1);
    assertThat(rest.next()).isEmpty();
  }

  @Test
  @DisplayName("S-27 agents alone are restarted only while their session runs")
  void agentsAloneAreRestartedOnlyWhileTheyRun() {
    Session stopped = states.in(SessionState.STOPPED);

    assertThatThrownBy(
            () ->
                sessions.restart(
                    ANN, DEFAULT, new RestartSession(Requests.target(stopped), Which.AGENTS)))
        .isInstanceOfSatisfying(
            WrongPhase.class,
            refusal -> assertThat(refusal.state()).isEqualTo(SessionState.STOPPED));
  }

  @Test
  @DisplayName("S-27 in bulk an unknown project is NotFound, and a stranger is denied first")
  void inBulkAnUnknownProjectIsNotFound() {
    ProjectId nowhere = new ProjectId("nowhere");
    assertThatThrownBy(() -> sessions.restartAgents(ANN, nowhere, Optional.empty()))
        .isInstanceOf(NotFound.class);

    world.authorizeBy(
        (caller, permission, project) -> {
          throw new Denied("no");
        });
    assertThatThrownBy(() -> sessions.restartAgents(ANN, nowhere, Optional.empty()))
        .isInstanceOf(Denied.class);
  }

  private Session active(NewWorker... workers) {
    Session created = sessions.create(ANN, DEFAULT, Requests.quick(workers));
    world.clock.advance(Duration.ofSeconds(1));
    return host.settle(created.id());
  }

  /** One that runs with an agent, as stored. */
  private Session running(int number) {
    Worker agent =
        Worker.wanted(
            new WorkerId(world.ids.next(WorkerId.PREFIX)),
            "Claude",
            new AgentWorker(World.CLAUDE),
            WindowSize.DEFAULT,
            world.clock.instant());
    return new SampleSession(
            new SessionId(world.ids.next(SessionId.PREFIX)), DEFAULT, "running " + number)
        .in(SessionState.ACTIVE)
        .with(agent.withObserved(WorkerObserved.running(1)))
        .build();
  }

  private Restarted restart(Session session) {
    return sessions.restart(ANN, DEFAULT, RestartSession.of(Requests.target(session)));
  }
}
