package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.SessionChange.RepositoryAdded;
import dev.agentsessions.event.SessionChange.RepositoryMoved;
import dev.agentsessions.event.SessionChange.RepositoryRemoved;
import dev.agentsessions.event.SessionChange.WorkflowMoved;
import dev.agentsessions.event.SessionChange.WorkflowSwitched;
import dev.agentsessions.reconcile.NextLook;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Reconciled.State;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Fixed;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspacePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisionTest {
  private static final GitUrl ENGINE = GitUrl.parse("https://example.org/engine.git");
  private static final GitUrl WHEEL = GitUrl.parse("https://example.org/wheel.git");
  private static final ActiveWorkflow REVIEW =
      new ActiveWorkflow(
          GitUrl.parse("https://example.org/flows.git"), "main", new WorkspacePath("review"));

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Provisions provisions = host.get(Provisions.class);
  private final List<WorkerLaunch> launches = new ArrayList<>();
  private Session active;

  @BeforeEach
  void start() {
    world.runtime.processes().install("claude", terminal -> launches.add(terminal.launch()));
    active = host.settle(create(RunPolicy.DEFAULT).id());
  }

  private Session create(RunPolicy run) {
    var spec =
        new SessionSpec(
            new AgenticSession(List.of(SourceRepository.of(ENGINE)), Optional.empty()),
            World.LOCAL,
            AgentSettings.NONE,
            run,
            Map.of("SESSION_DIRS", "/etc"),
            Optional.empty());
    return host.sessions()
        .create(
            ANN,
            DEFAULT,
            CreateSession.of(spec)
                .with(
                    NewWorker.of(new AgentWorker(World.CLAUDE)),
                    NewWorker.of(TerminalWorker.LOGIN_SHELL)));
  }

  private Target target() {
    return Target.of(new SessionRef.ById(active.id()));
  }

  private Session add(GitUrl url) {
    return provisions.add(ANN, DEFAULT, new AddRepository(target(), SourceRepository.of(url)));
  }

  private Session remove(String name) {
    return provisions.remove(ANN, DEFAULT, new RemoveRepository(target(), name));
  }

  private Session switchTo(ActiveWorkflow workflow) {
    return provisions.switchTo(ANN, DEFAULT, new SwitchWorkflow(target(), workflow));
  }

  private Session switchToNone() {
    return provisions.switchTo(ANN, DEFAULT, SwitchWorkflow.toNone(target()));
  }

  private String root() {
    return "/workspaces/" + active.id();
  }

  private WorkerLaunch last() {
    return launches.getLast();
  }

  private static WorkerObserved agent(Session session) {
    return session.workers().getFirst().observed();
  }

  @Test
  @DisplayName("S-01, S-21 a session is created of repositories, and its agents are told of them")
  void aSessionIsCreatedOfRepositories() {
    assertThat(active.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(active.identity().name()).startsWith("engine-");
    assertThat(active.repositories()).extracting(Reconciled::state).containsExactly(State.READY);
    assertThat(active.status().conditions().isTrue(Condition.REPOS_RECONCILED)).isTrue();
    assertThat(active.status().run().restartCount()).isZero();
    assertThat(launches)
        .allSatisfy(
            launch ->
                assertThat(launch.environment())
                    .containsEntry("SESSION_DIRS", root() + "/repos/engine"))
        .hasSize(1);
  }

  @Test
  @DisplayName("S-21 an added repository is on its way at once; when it is there, agents restart")
  void aRepositoryIsAdded() {
    world.environments.provide(WHEEL, State.CLONING);

    Session asked = add(WHEEL);
    host.run(active.id());
    Session cloning = world.read(active.id());

    assertThat(asked.revision().generation()).isEqualTo(active.revision().generation() + 1);
    assertThat(asked.repositories())
        .extracting(Reconciled::state)
        .containsExactly(State.READY, State.CLONING);
    assertThat(cloning.workers()).isEqualTo(active.workers());
    assertThat(
            cloning
                .status()
                .conditions()
                .find(Condition.REPOS_RECONCILED)
                .orElseThrow()
                .reason()
                .value())
        .isEqualTo("Cloning");

    world.advance(ReconcilerConfig.DEFAULT.watch());
    world.environments.provide(WHEEL, State.READY);
    Instant now = world.clock.instant();
    Session ready = host.settle(active.id());

    assertThat(ready.repositories()).extracting(Reconciled::state).containsOnly(State.READY);
    assertThat(ready.repositories().get(1).at()).isEqualTo(now);
    assertThat(ready.repositories().get(0).at()).isEqualTo(active.repositories().get(0).at());
    assertThat(agent(ready)).isEqualTo(WorkerObserved.running(2));
    assertThat(ready.workers().get(1)).as("the shell").isEqualTo(active.workers().get(1));
    assertThat(ready.status().run().restartCount()).isEqualTo(1);
    assertThat(last().command()).isEqualTo(launches.getFirst().command());
    assertThat(last().environment())
        .containsEntry("SESSION_DIRS", root() + "/repos/engine:" + root() + "/repos/wheel");
  }

  @Test
  @DisplayName("S-21 what is being cloned is asked for again soon, whatever else is announced")
  void aCloneThatIsUnderWayIsAskedForSoon() {
    world.environments.announce();
    world.environments.provide(WHEEL, State.CLONING);
    add(WHEEL);
    host.run(active.id());

    assertThat(host.run(active.id())).isEqualTo(NextLook.in(ReconcilerConfig.DEFAULT.soon()));

    world.environments.provide(WHEEL, State.READY);
    host.settle(active.id());
    assertThat(host.run(active.id())).isEqualTo(NextLook.in(ReconcilerConfig.DEFAULT.watch()));
  }

  @Test
  @DisplayName("S-21 a clone that fails is told by a condition, and stops nobody")
  void aCloneThatFails() {
    world.environments.provide(WHEEL, State.FAILED);
    add(WHEEL);

    Session failed = host.settle(active.id());

    assertThat(failed.repositories().get(1).state()).isEqualTo(State.FAILED);
    assertThat(failed.repositories().get(1).message()).contains("the remote is away");
    Condition condition =
        failed.status().conditions().find(Condition.REPOS_RECONCILED).orElseThrow();
    assertThat(condition.status()).isEqualTo(Condition.Status.FALSE);
    assertThat(condition.reason().value()).isEqualTo("CloneFailed");
    assertThat(condition.message()).isEqualTo("wheel: the remote is away");
    assertThat(failed.workers()).isEqualTo(active.workers());
    assertThat(failed.state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  @DisplayName("S-22 a removed repository is gone from the spec, and agents restart without it")
  void aRepositoryIsRemoved() {
    Session asked = remove("engine");
    Session after = host.settle(active.id());

    assertThat(asked.repositories()).isEmpty();
    assertThat(after.provision().repos()).isEmpty();
    assertThat(agent(after)).isEqualTo(WorkerObserved.running(2));
    assertThat(after.status().run().restartCount()).isEqualTo(1);
    assertThat(last().environment()).doesNotContainKey("SESSION_DIRS");
    assertThatThrownBy(() -> remove("engine")).isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("S-23 a switched workflow is where agents run from then on; the same again is none")
  void aWorkflowIsSwitched() {
    Session asked = switchTo(REVIEW);
    Session after = host.settle(active.id());

    assertThat(asked.revision().generation()).isEqualTo(active.revision().generation() + 1);
    assertThat(after.provision().active()).contains(REVIEW);
    assertThat(after.status().conditions().isTrue(Condition.WORKFLOW_RECONCILED)).isTrue();
    assertThat(agent(after)).isEqualTo(WorkerObserved.running(2));
    assertThat(last().directory()).contains(root() + "/workflows/review");
    assertThat(after.status().run().restartCount()).isEqualTo(1);

    assertThat(switchTo(REVIEW)).isEqualTo(after);
    assertThat(host.settle(active.id())).isEqualTo(after);
  }

  @Test
  @DisplayName(
      "S-23 without a workflow agents run at the top again; none instead of none is nothing")
  void aWorkflowIsCleared() {
    assertThat(switchToNone()).isEqualTo(active);
    switchTo(REVIEW);
    Session before = host.settle(active.id());

    switchToNone();
    Session after = host.settle(active.id());

    assertThat(((AgenticSession) after.spec().kind()).workflow()).isEmpty();
    assertThat(after.revision().generation()).isEqualTo(before.revision().generation() + 1);
    assertThat(after.workflow()).isEmpty();
    assertThat(after.provision().active()).isEmpty();
    assertThat(after.status().conditions().find(Condition.WORKFLOW_RECONCILED)).isEmpty();
    assertThat(last().directory()).isEmpty();
    assertThat(agent(after)).isEqualTo(WorkerObserved.running(3));
    assertThat(after.status().run().restartCount()).isEqualTo(2);
    assertThat(world.changes(active.id())).contains(new WorkflowSwitched(Optional.empty()));
    assertThat(switchToNone()).isEqualTo(after);
    assertThat(host.settle(active.id())).isEqualTo(after);
  }

  @Test
  @DisplayName("S-23 a workflow that fails is given up by clearing it, and then the old one, too")
  void aWorkflowThatFailsIsCleared() {
    switchTo(REVIEW);
    host.settle(active.id());
    GitUrl away = GitUrl.parse("https://example.org/away.git");
    world.environments.provide(away, State.FAILED);
    switchTo(new ActiveWorkflow(away, "main", WorkspacePath.ROOT));
    host.settle(active.id());

    switchToNone();
    Session after = host.settle(active.id());

    assertThat(after.workflow()).isEmpty();
    assertThat(after.provision().active()).isEmpty();
    assertThat(last().directory()).isEmpty();
  }

  @Test
  @DisplayName("M-02 what a workspace shall have and what it has is in the journal, in that order")
  void theJournalTellsOfTheWorkspace() {
    world.environments.provide(WHEEL, State.CLONING);
    add(WHEEL);
    host.run(active.id());
    world.environments.provide(WHEEL, State.READY);
    world.advance(ReconcilerConfig.DEFAULT.watch());
    host.settle(active.id());
    remove("engine");
    switchTo(REVIEW);
    host.settle(active.id());

    assertThat(world.changes(active.id()))
        .filteredOn(
            change ->
                change.type().startsWith("repository.") || change.type().startsWith("workflow."))
        .containsExactly(
            new RepositoryAdded("engine", ENGINE, "main"),
            new RepositoryMoved("engine", State.READY, Optional.empty()),
            new RepositoryAdded("wheel", WHEEL, "main"),
            new RepositoryMoved("wheel", State.CLONING, Optional.empty()),
            new RepositoryMoved("wheel", State.READY, Optional.empty()),
            new RepositoryRemoved("engine"),
            new WorkflowSwitched(Optional.of(REVIEW)),
            new WorkflowMoved(State.READY, Optional.empty()));
  }

  @Test
  @DisplayName("S-23 a workflow that fails leaves the old one active, and shows")
  void aWorkflowThatFails() {
    switchTo(REVIEW);
    Session before = host.settle(active.id());
    GitUrl away = GitUrl.parse("https://example.org/away.git");
    world.environments.provide(away, State.FAILED);

    switchTo(new ActiveWorkflow(away, "main", WorkspacePath.ROOT));
    Session failed = host.settle(active.id());

    assertThat(failed.provision().workflow().orElseThrow().state()).isEqualTo(State.FAILED);
    assertThat(failed.provision().active()).contains(REVIEW);
    assertThat(failed.workers()).isEqualTo(before.workers());

    world.environments.provide(away, State.READY);
    world.advance(ReconcilerConfig.DEFAULT.watch());
    assertThat(agent(host.settle(active.id()))).isEqualTo(WorkerObserved.running(3));
  }

  @Test
  @DisplayName("L-01 what a host was about to restart when it died the next one restarts, once")
  void theNextHostRestarts() {
    add(WHEEL);
    host.pass(active.id());

    Session after = TestHost.in(world).settle(active.id());

    assertThat(agent(after)).isEqualTo(WorkerObserved.running(2));
    assertThat(after.status().run().restartCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("S-21 a name or a url that the session has is refused with the holder")
  void duplicates() {
    assertThatThrownBy(() -> add(ENGINE))
        .isInstanceOfSatisfying(
            AlreadyExists.class,
            taken -> {
              assertThat(taken.field()).isEqualTo("url");
              assertThat(taken.holder()).isEqualTo("engine");
            });
    assertThatThrownBy(() -> add(GitUrl.parse("https://example.org/other/Engine.git")))
        .isInstanceOfSatisfying(
            AlreadyExists.class, taken -> assertThat(taken.field()).isEqualTo("name"));
    assertThat(world.read(active.id())).isEqualTo(active);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/../..", "a/b", "../a", ".git", "a b", "a\0", "-a"})
  @DisplayName("S-22 what is no folder's name is an argument error")
  void names(String name) {
    assertThatThrownBy(() -> remove(name))
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo("name"));
  }

  @Test
  @DisplayName("S-21, S-22, S-23 only while ACTIVE")
  void onlyWhileActive() {
    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    host.settle(active.id());

    assertAllRefused(WrongPhase.class);
  }

  @Test
  @DisplayName("S-21, S-22, S-23 not in a session that is one run")
  void notInOneRun() {
    active =
        host.settle(create(new RunPolicy(Optional.empty(), Optional.empty(), false, true)).id());

    assertAllRefused(Fixed.class);
  }

  @Test
  @DisplayName("S-21, S-22, S-23 not in a session on a directory")
  void notOnADirectory() {
    active = host.settle(host.sessions().create(ANN, DEFAULT, Requests.quick()).id());

    assertAllRefused(Fixed.class);
  }

  private void assertAllRefused(Class<? extends SessionException> by) {
    Session before = world.read(active.id());
    assertThatThrownBy(() -> add(WHEEL)).isInstanceOf(by);
    assertThatThrownBy(() -> remove("engine")).isInstanceOf(by);
    assertThatThrownBy(() -> switchTo(REVIEW)).isInstanceOf(by);
    assertThatThrownBy(this::switchToNone).isInstanceOf(by);
    assertThat(world.read(active.id())).isEqualTo(before);
  }

  @Test
  @DisplayName("G-06 an address that is not allowed here is refused, at create and later")
  void addressesThatAreNotAllowed() {
    GitUrl file = GitUrl.parse("file:///srv/x");

    assertThatThrownBy(() -> add(file)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> switchTo(new ActiveWorkflow(file, "main", WorkspacePath.ROOT)))
        .isInstanceOf(Invalid.class);
    var kind = new AgenticSession(List.of(SourceRepository.of(file)), Optional.empty());
    assertThatThrownBy(
            () -> host.sessions().create(ANN, DEFAULT, CreateSession.of(SessionSpec.of(kind))))
        .isInstanceOf(Invalid.class);
  }
}
