package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.event.SessionChange.WorkerAdded;
import dev.agentsessions.event.SessionChange.WorkerRemoved;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.DiffWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerKind;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkersTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();
  private final SessionsInStates states = new SessionsInStates(world, host);

  @Test
  @DisplayName("W-01 a session's first workers are those asked for, in their order")
  void theFirstWorkersAreThoseAskedFor() {
    var htop =
        new NewWorker(
            new TerminalWorker(List.of("htop", "-d", "5")),
            Optional.of("Top"),
            new WindowSize(80, 24));

    Session created = create(Requests.quick(htop, Requests.AGENT));

    Worker first = created.workers().getFirst();
    assertThat(created.workers()).extracting(Worker::name).containsExactly("Top", "Claude");
    assertThat(first.id().value()).matches("wrk-[0-9a-z]{26}");
    assertThat(first.kind()).isEqualTo(htop.kind());
    assertThat(first.size()).isEqualTo(new WindowSize(80, 24));
    assertThat(first.createdAt()).isEqualTo(world.clock.instant());
    assertThat(first.desired()).isEqualTo(new WorkerDesired(Goal.RUN, 1));
    assertThat(first.observed()).isEqualTo(WorkerObserved.NOTHING);
  }

  @Test
  @DisplayName("W-01 where none are asked for there is one of the spec's agent, else none")
  void withoutWorkersThereIsOneOfTheAgent() {
    Session ofAgent = create(Requests.ofAgent("hello"));
    Session plain = create(CreateSession.of(Requests.quick().spec()));

    assertThat(ofAgent.workers())
        .singleElement()
        .extracting(Worker::kind)
        .isEqualTo(new AgentWorker(World.CLAUDE));
    assertThat(plain.workers()).isEmpty();
  }

  @Test
  @DisplayName("W-01 names default to the agent's and to Terminal N, the first that is free")
  void namesHaveDefaults() {
    NewWorker two = new NewWorker(shell(), Optional.of("Terminal 2"), WindowSize.DEFAULT);

    Session created =
        create(
            Requests.quick(
                Requests.SHELL,
                two,
                Requests.SHELL,
                Requests.AGENT,
                Requests.AGENT,
                Requests.AGENT));

    assertThat(created.workers())
        .extracting(Worker::name)
        .containsExactly(
            "Terminal 1", "Terminal 2", "Terminal 3", "Claude", "Claude 2", "Claude 3");
  }

  @Test
  @DisplayName("W-01 a worker is added to a running session, and runs")
  void aWorkerIsAdded() {
    Session active = states.in(SessionState.ACTIVE);

    Session added = add(active, Requests.SHELL);

    Worker worker = added.workers().getLast();
    assertThat(worker.name()).isEqualTo("Terminal 2");
    assertThat(worker.observed().state()).isEqualTo(WorkerState.STARTING);
    assertThat(added.revision().version()).isEqualTo(active.revision().version() + 1);
    assertThat(world.changes(active.id())).endsWith(new WorkerAdded(worker.id(), "Terminal 2"));
    assertThat(host.settle(active.id()).workers())
        .extracting(each -> each.observed().state())
        .containsExactly(WorkerState.RUNNING, WorkerState.RUNNING);
  }

  @ParameterizedTest(name = "W-01 {0}")
  @DisplayName("W-01 while it does not run no worker is added, and the phase is told")
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ACTIVE", "CLEANED"})
  void elsewhereNoWorkerIsAdded(SessionState state) {
    Session session = states.in(state);

    assertThatThrownBy(() -> add(session, Requests.SHELL))
        .isInstanceOfSatisfying(
            WrongPhase.class, refusal -> assertThat(refusal.state()).isEqualTo(state))
        .hasMessageContaining(state.phase().toString());

    assertThat(world.read(session.id())).isEqualTo(session);
  }

  @Test
  @DisplayName("W-01 no worker is added to a session that its owner ends in between")
  void noWorkerIsAddedToASessionThatEndsInBetween() {
    Session active = states.in(SessionState.ACTIVE);
    world.store.beforeNextWrite(
        () -> {
          world.environments.lose(active.id(), Reason.ENVIRONMENT_LOST, "vanished");
          host.run(active.id());
        });

    assertThatThrownBy(() -> add(active, Requests.SHELL))
        .isInstanceOfSatisfying(
            WrongPhase.class,
            refusal -> assertThat(refusal.state()).isNotEqualTo(SessionState.ACTIVE));

    assertThat(world.read(active.id()).workers()).hasSize(1);
  }

  @Test
  @DisplayName("W-01 a taken name is refused, naming the holder: at create and at add")
  void aTakenNameIsRefused() {
    var named = new NewWorker(shell(), Optional.of("Terminal 1"), WindowSize.DEFAULT);
    Session active = states.in(SessionState.ACTIVE);

    assertThatThrownBy(() -> add(active, named))
        .isInstanceOfSatisfying(
            AlreadyExists.class,
            refusal ->
                assertThat(refusal.holder()).isEqualTo(active.workers().getFirst().id().value()));
    assertThatThrownBy(() -> create(Requests.quick(named, named)))
        .isInstanceOf(AlreadyExists.class);

    assertThat(world.all()).containsExactly(active);
  }

  @Test
  @DisplayName("W-01 an unknown agent is NotFound: in the spec, at create and at add")
  void anUnknownAgentIsNotFound() {
    NewWorker unknown = NewWorker.of(new AgentWorker(new AgentId("unknown")));
    Session active = states.in(SessionState.ACTIVE);

    assertThatThrownBy(() -> add(active, unknown))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("unknown");
    assertThatThrownBy(() -> create(Requests.quick(unknown))).isInstanceOf(NotFound.class);

    assertThat(world.all()).containsExactly(active);
  }

  @Test
  @DisplayName("W-01 a name that is too long is an argument error, and nothing is stored")
  void aWrongNameIsRefused() {
    var wrong = new NewWorker(shell(), Optional.of("x".repeat(201)), WindowSize.DEFAULT);

    assertThatThrownBy(() -> create(Requests.quick(wrong))).isInstanceOf(Invalid.class);

    assertThat(world.all()).isEmpty();
  }

  @ParameterizedTest(name = "W-01 {0}")
  @DisplayName("W-01 a worker is deleted in every state, with its processes and its output")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLEANED")
  void aWorkerIsDeletedInEveryState(SessionState state) {
    Session before = states.in(state);
    WorkerId worker = before.workers().getFirst().id();
    world.runtime.processes().stopTakes(1);

    Session deleting = delete(before, worker);

    assertThat(deleting.worker(worker).orElseThrow().desired().goal()).isEqualTo(Goal.DELETE);
    assertThat(deleting.state()).isEqualTo(state);
    world.remote.pendingTakes(0);
    world.remote.existing().forEach(world.remote::move);
    world
        .runtime
        .processes()
        .running()
        .forEach(
            process -> {
              if (state == SessionState.TERMINATING) {
                world.runtime.processes().kill(process.worker(), 9);
              }
            });
    Session after = host.settle(before.id());
    assertThat(after.workers()).isEmpty();
    assertThat(world.runtime.processes().kept()).isEmpty();
    assertThat(world.output.bounds(Requests.ref(before, 0))).isEqualTo(OutputBounds.NOTHING);
    assertThat(world.changes(before.id())).contains(new WorkerRemoved(worker));
    assertThat(after.needsOwner()).isEqualTo(after.state() == SessionState.ACTIVE);
    assertThat(after.state())
        .isEqualTo(
            switch (state) {
              case SPAWNING -> SessionState.ACTIVE;
              case TERMINATING -> SessionState.STOPPED;
              default -> state;
            });
  }

  @Test
  @DisplayName("W-01 a worker that is not there, or is being deleted, is NotFound")
  void anUnknownWorkerIsNotFound() {
    Session active = states.in(SessionState.ACTIVE);
    WorkerId worker = active.workers().getFirst().id();
    delete(active, worker);

    assertThatThrownBy(() -> delete(active, worker)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> delete(active, new WorkerId("wrk-none")))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("wrk-none");
  }

  @Test
  @DisplayName("W-01 deleting one worker leaves the others alone")
  void deletingOneLeavesTheOthersAlone() {
    Session active = states.in(SessionState.ACTIVE);
    host.settle(add(active, Requests.SHELL).id());

    delete(active, active.workers().getFirst().id());
    Session after = host.settle(active.id());

    assertThat(after.workers()).extracting(Worker::name).containsExactly("Terminal 2");
    assertThat(after.workers().getFirst().observed()).isEqualTo(WorkerObserved.running(1));
  }

  @Test
  @DisplayName("W-01 a diff worker has no process: it is listed, never started and not restarted")
  void aDiffWorkerHasNoProcess() {
    NewWorker diff = NewWorker.of(new DiffWorker(Optional.empty()));

    Session active = host.settle(create(Requests.quick(Requests.SHELL, diff)).id());

    Worker view = active.workers().getLast();
    assertThat(view.name()).isEqualTo("Diff");
    assertThat(view.observed()).isEqualTo(WorkerObserved.NEVER_RAN);
    assertThat(world.runtime.processes().running()).hasSize(1);
    Target target = Requests.target(active);
    assertThatThrownBy(
            () -> sessions.restartWorker(ANN, DEFAULT, RestartWorker.of(target, view.id())))
        .isInstanceOf(Invalid.class);
    Restarted restarted =
        sessions.restart(ANN, DEFAULT, new RestartSession(target, RestartSession.Which.ALL));
    assertThat(restarted.workers()).hasSize(1);
    assertThat(host.settle(active.id()).workers().getLast()).isEqualTo(view);
  }

  @Test
  @DisplayName("L-11 a session that has no more than a diff worker is ACTIVE, and lacks no process")
  void withADiffWorkerAloneItIsActive() {
    NewWorker diff = NewWorker.of(new DiffWorker(Optional.of("main")));

    Session active = host.settle(create(Requests.quick(diff)).id());

    assertThat(active.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(active.status().conditions().find(Condition.WORKERS_RUNNING)).isEmpty();
  }

  private Session create(CreateSession request) {
    return sessions.create(ANN, DEFAULT, request);
  }

  private Session add(Session session, NewWorker worker) {
    return sessions.addWorker(ANN, DEFAULT, new AddWorker(Requests.target(session), worker));
  }

  private Session delete(Session session, WorkerId worker) {
    return sessions.deleteWorker(ANN, DEFAULT, new DeleteWorker(Requests.target(session), worker));
  }

  private static WorkerKind shell() {
    return TerminalWorker.LOGIN_SHELL;
  }
}
