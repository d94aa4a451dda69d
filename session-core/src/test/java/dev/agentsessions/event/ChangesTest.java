package dev.agentsessions.event;

import static dev.agentsessions.session.SampleSessions.BY_ANN;
import static dev.agentsessions.session.SampleSessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.event.SessionChange.ActivityChanged;
import dev.agentsessions.event.SessionChange.AgentSwitched;
import dev.agentsessions.event.SessionChange.BranchChanged;
import dev.agentsessions.event.SessionChange.ConditionsChanged;
import dev.agentsessions.event.SessionChange.GitTokenIssued;
import dev.agentsessions.event.SessionChange.MessageMoved;
import dev.agentsessions.event.SessionChange.MetadataChanged;
import dev.agentsessions.event.SessionChange.RepositoryAdded;
import dev.agentsessions.event.SessionChange.RepositoryMoved;
import dev.agentsessions.event.SessionChange.RepositoryRemoved;
import dev.agentsessions.event.SessionChange.ResultReported;
import dev.agentsessions.event.SessionChange.SessionCleaned;
import dev.agentsessions.event.SessionChange.SessionCreated;
import dev.agentsessions.event.SessionChange.SessionDeleted;
import dev.agentsessions.event.SessionChange.SessionDesired;
import dev.agentsessions.event.SessionChange.SessionMoved;
import dev.agentsessions.event.SessionChange.SpecChanged;
import dev.agentsessions.event.SessionChange.WorkerAdded;
import dev.agentsessions.event.SessionChange.WorkerMoved;
import dev.agentsessions.event.SessionChange.WorkerRemoved;
import dev.agentsessions.event.SessionChange.WorkerResized;
import dev.agentsessions.event.SessionChange.WorkflowMoved;
import dev.agentsessions.event.SessionChange.WorkflowSwitched;
import dev.agentsessions.host.HostId;
import dev.agentsessions.message.MessageId;
import dev.agentsessions.message.MessageRole;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Layout;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Reconciled.State;
import dev.agentsessions.session.Revision;
import dev.agentsessions.session.SampleSessions;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import dev.agentsessions.workspace.GitUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangesTest {
  private static final SourceRepository ENGINE =
      SourceRepository.of(GitUrl.parse("https://example.org/engine.git"));
  private static final SourceRepository WHEEL =
      SourceRepository.of(GitUrl.parse("https://example.org/wheel.git"));
  private static final ActiveWorkflow REVIEW =
      new ActiveWorkflow(
          GitUrl.parse("https://example.org/flows.git"), "main", ActiveWorkflow.path("review"));
  private static final Session BEFORE = SampleSessions.in(SessionState.ACTIVE);
  private static final Worker WORKER = BEFORE.workers().getFirst();

  @Test
  @DisplayName("M-02 a create says so, and each worker it asks for")
  void aCreateIsToldWithItsWorkers() {
    Session created =
        SampleSessions.created()
            .withWorkers(List.of(WORKER, SampleSessions.terminal("wrk-2", "Two")));

    assertThat(Changes.of(created))
        .containsExactly(
            new SessionCreated("My Agent", SessionState.CREATED),
            new WorkerAdded(WORKER.id(), "Terminal 1"),
            new WorkerAdded(new WorkerId("wrk-2"), "Two"));
  }

  @Test
  @DisplayName("M-02 no change gives no event")
  void noChangeGivesNoEvent() {
    assertThat(Changes.between(BEFORE, BEFORE)).isEmpty();
  }

  @Test
  @DisplayName("M-02 what nobody could see gives no event: versions, owners, liveness, desires")
  void whatNobodySeesGivesNoEvent() {
    List<UnaryOperator<Session>> unseen =
        List.of(
            session -> session.withStatus(session.status().withVersion(9)),
            session -> session.withRevision(session.revision().next(BY_ANN)),
            session -> session.withOwnership(session.ownership().takenBy(new HostId("a"))),
            session -> session.withLiveness(Liveness.from(NOON.plusSeconds(9))),
            session -> session.withWorker(WORKER.id(), Worker::restarted),
            session -> session.withWorker(WORKER.id(), worker -> worker.wanting(Goal.DELETE)));

    assertThat(unseen)
        .allSatisfy(change -> assertThat(Changes.between(BEFORE, change.apply(BEFORE))).isEmpty());
  }

  @Test
  @DisplayName("M-02 a move tells from where, to where and why")
  void aMoveIsTold() {
    Session after =
        BEFORE.terminate(new Ending(Target.FAILED, Reason.TIMEOUT, Optional.of("too late")));

    assertThat(Changes.between(BEFORE, after))
        .containsExactly(
            new SessionMoved(
                SessionState.ACTIVE,
                SessionState.TERMINATING,
                Optional.of(Reason.TIMEOUT),
                Optional.of("too late")));
  }

  @Test
  @DisplayName("M-02 an ending that rises is a move to the same state")
  void aRaisedEndingIsTold() {
    Session stopping = BEFORE.terminate(Ending.of(Target.STOPPED, Reason.USER));

    assertThat(
            Changes.between(stopping, stopping.terminate(Ending.of(Target.FAILED, Reason.TIMEOUT))))
        .containsExactly(
            new SessionMoved(
                SessionState.TERMINATING,
                SessionState.TERMINATING,
                Optional.of(Reason.TIMEOUT),
                Optional.empty()));
  }

  @Test
  @DisplayName("M-02 the last move tells that the session is gone")
  void theLastMoveIsTold() {
    Session resting = SampleSessions.in(SessionState.STOPPED);

    assertThat(Changes.between(resting, resting.after(LifecycleEvent.CLEAN, NOON)))
        .containsExactly(SessionCleaned.WHOLLY);
  }

  @Test
  @DisplayName("S-08, M-02 the last move tells of work that was kept")
  void keptWorkIsTold() {
    Session resting = SampleSessions.in(SessionState.STOPPED);
    Session kept = resting.keptIn("/data/w", "not committed: a.txt");

    assertThat(Changes.between(resting, kept.after(LifecycleEvent.CLEAN, NOON)))
        .containsExactly(
            new SessionCleaned(
                Optional.of("/data/w"), Optional.empty(), Optional.of("not committed: a.txt")));
  }

  @Test
  @DisplayName("G-07, M-02 the last move tells of work that was parked")
  void parkedWorkIsTold() {
    Session resting = SampleSessions.in(SessionState.STOPPED);
    Session parked = resting.parkedIn("/srv/engine", "not committed: a.txt, now at refs/x");

    assertThat(Changes.between(resting, parked.after(LifecycleEvent.CLEAN, NOON)))
        .containsExactly(
            new SessionCleaned(
                Optional.empty(),
                Optional.of("/srv/engine"),
                Optional.of("not committed: a.txt, now at refs/x")));
  }

  @Test
  @DisplayName("M-02 what is wanted of a session is told")
  void whatIsWantedIsTold() {
    assertThat(Changes.between(BEFORE, BEFORE.wanting(Desired.STOPPED, BY_ANN)))
        .containsExactly(new SessionDesired(Desired.STOPPED));
  }

  @ParameterizedTest(name = "M-02 {0}")
  @DisplayName("M-02 a delete is told, with what shall become of the files and where they are")
  @EnumSource(names = {"DELETED", "REMOVED"})
  void aDeleteIsTold(Desired desired) {
    Session placed = BEFORE.in("/srv/work");

    assertThat(Changes.between(placed, placed.wanting(desired, BY_ANN)))
        .containsExactly(new SessionDeleted(desired, Optional.of("/srv/work")));
  }

  @Test
  @DisplayName("M-02 a changed spec and changed metadata are told")
  void specAndMetadataAreTold() {
    Revision next = new Revision(2, 2, BY_ANN, BY_ANN);
    var labelled = new SessionMetadata("My Agent", Map.of("team", "a"), Map.of());

    assertThat(Changes.between(BEFORE, BEFORE.withRevision(next)))
        .containsExactly(new SpecChanged(2));
    assertThat(Changes.between(BEFORE, BEFORE.withMetadata(labelled, BY_ANN)))
        .containsExactly(new MetadataChanged("My Agent"));
  }

  @Test
  @DisplayName("M-02 changed conditions are told")
  void conditionsAreTold() {
    Session after =
        BEFORE.withConditions(
            conditions ->
                conditions.with(
                    Condition.WORKERS_RUNNING, Status.FALSE, Reason.NO_PROCESS, "", NOON, 1));

    assertThat(Changes.between(BEFORE, after)).containsExactly(new ConditionsChanged());
  }

  @Test
  @DisplayName("G-08 another branch is told, and the first one is not")
  void anotherBranchIsTold() {
    var kind = new WorktreeSession("/srv/repo", "topic", Optional.empty());
    Session first =
        BEFORE.described(
            BEFORE.spec().withKind(kind), BEFORE.metadata(), BEFORE.revision().updated());

    Session ready = first.onBranch();
    Session follows = ready.following("by/hand");

    assertThat(Changes.between(first, ready)).isEmpty();
    assertThat(Changes.between(ready, follows)).containsExactly(new BranchChanged("by/hand"));
    assertThat(Changes.between(follows, follows.following("by/hand"))).isEmpty();
  }

  private static Session of(SessionKind kind) {
    return BEFORE.described(
        BEFORE.spec().withKind(kind), BEFORE.metadata(), BEFORE.revision().updated());
  }

  private static RepositoryAdded added(SourceRepository repo) {
    return new RepositoryAdded(repo.name(), repo.url(), repo.branch());
  }

  private static AgenticSession agentic(SourceRepository... repos) {
    return new AgenticSession(List.of(repos), Optional.empty());
  }

  @Test
  @DisplayName(
      "M-02, S-21…S-23 repositories and a workflow that are wanted, or no longer, are told")
  void whatAWorkspaceShallHaveIsTold() {
    Session empty = of(agentic());
    Session one = of(agentic(ENGINE));
    Session two = of(agentic(ENGINE, WHEEL).with(Optional.of(REVIEW)));

    assertThat(Changes.of(two)).contains(added(ENGINE), added(WHEEL), switched());
    assertThat(Changes.between(empty, one)).containsExactly(added(ENGINE));
    assertThat(Changes.between(one, two)).containsExactly(added(WHEEL), switched());
    assertThat(Changes.between(two, one))
        .containsExactly(
            new RepositoryRemoved(WHEEL.name()), new WorkflowSwitched(Optional.empty()));
    assertThat(Changes.between(two, two)).isEmpty();
  }

  @Test
  @DisplayName(
      "M-02 a repository from somewhere else goes and comes; where it is pushed to is none")
  void anotherRepositoryOfTheNameIsTold() {
    var elsewhere =
        new SourceRepository(ENGINE.url(), "next", ENGINE.name(), false, Optional.empty());
    var pushed = new SourceRepository(ENGINE.url(), "main", ENGINE.name(), true, Optional.empty());

    assertThat(Changes.between(of(agentic(ENGINE)), of(agentic(elsewhere))))
        .containsExactly(new RepositoryRemoved(ENGINE.name()), added(elsewhere));
    assertThat(Changes.between(of(agentic(ENGINE)), of(agentic(pushed)))).isEmpty();
  }

  @Test
  @DisplayName(
      "M-02, S-21, S-23 how far a repository and a workflow are is told, with why it failed")
  void howFarAWorkspaceIsIsTold() {
    Session none = of(agentic(ENGINE, WHEEL).with(Optional.of(REVIEW)));
    Session cloning = none.provisioned(provision(State.CLONING, Optional.empty()), NOON);
    Session failed = none.provisioned(provision(State.FAILED, Optional.of("away")), NOON);
    Session later =
        none.provisioned(provision(State.FAILED, Optional.of("away")), NOON.plusSeconds(1));

    assertThat(Changes.between(none, cloning))
        .containsExactly(
            new RepositoryMoved(ENGINE.name(), State.CLONING, Optional.empty()),
            new WorkflowMoved(State.CLONING, Optional.empty()));
    assertThat(Changes.between(cloning, failed))
        .containsExactly(
            new RepositoryMoved(ENGINE.name(), State.FAILED, Optional.of("away")),
            new WorkflowMoved(State.FAILED, Optional.of("away")));
    assertThat(Changes.between(failed, later)).isEmpty();
  }

  private static WorkflowSwitched switched() {
    return new WorkflowSwitched(Optional.of(REVIEW));
  }

  private static Provision provision(State state, Optional<String> message) {
    return new Provision(
        List.of(new Reconciled<>(ENGINE, state, message, NOON)),
        Optional.of(new Reconciled<>(REVIEW, state, message, NOON)),
        Optional.empty(),
        Layout.NONE);
  }

  @Test
  @DisplayName("M-02 a worker that comes and one that goes are told")
  void workersThatComeAndGoAreTold() {
    Worker second = SampleSessions.terminal("wrk-2", "Two");
    Session two = BEFORE.withWorkers(List.of(WORKER, second));

    assertThat(Changes.between(BEFORE, two)).containsExactly(new WorkerAdded(second.id(), "Two"));
    assertThat(Changes.between(two, BEFORE)).containsExactly(new WorkerRemoved(second.id()));
  }

  @Test
  @DisplayName("M-02 a worker's process is told when it runs, ends, is lost, or is a new one")
  void aWorkersProcessIsTold() {
    WorkerExit exit = WorkerExit.code(3, Cause.UNEXPECTED);
    Session runs = seen(BEFORE, WorkerObserved.running(1));

    assertThat(Changes.between(BEFORE, runs)).containsExactly(moved(WorkerState.RUNNING, 1));
    assertThat(Changes.between(runs, seen(runs, WorkerObserved.ended(1, exit))))
        .containsExactly(new WorkerMoved(WORKER.id(), WorkerState.EXITED, 1, Optional.of(exit)));
    assertThat(Changes.between(runs, seen(runs, WorkerObserved.lost(1))))
        .containsExactly(moved(WorkerState.LOST, 1));
    assertThat(Changes.between(runs, seen(runs, WorkerObserved.running(2))))
        .containsExactly(moved(WorkerState.RUNNING, 2));
  }

  @Test
  @DisplayName("M-02 a worker's size and its activity are told")
  void sizeAndActivityAreTold() {
    WindowSize wide = new WindowSize(200, 50);
    Session runs = seen(BEFORE, WorkerObserved.running(1));
    var asking = new WorkerObserved(WorkerState.RUNNING, 1, Optional.empty(), Activity.ASKING);

    assertThat(Changes.between(runs, runs.withWorker(WORKER.id(), any -> any.withSize(wide))))
        .containsExactly(new WorkerResized(WORKER.id(), wide));
    assertThat(Changes.between(runs, seen(runs, asking)))
        .containsExactly(new ActivityChanged(WORKER.id(), Activity.ASKING));
  }

  @Test
  @DisplayName("M-02 another agent of a worker is told")
  void anotherAgentIsTold() {
    var codex = new AgentId("codex");
    Session agent =
        BEFORE.withWorker(WORKER.id(), any -> any.withKind(new AgentWorker(new AgentId("claude"))));
    Session other =
        agent.withWorker(WORKER.id(), any -> any.withKind(new AgentWorker(codex)).restarted());

    assertThat(Changes.between(agent, other))
        .containsExactly(new AgentSwitched(WORKER.id(), codex));
    assertThat(Changes.between(other, other.withWorker(WORKER.id(), Worker::restarted))).isEmpty();
  }

  @Test
  @DisplayName("M-02 several changes of one commit are told in one order")
  void severalChangesHaveOneOrder() {
    Session after =
        seen(BEFORE, WorkerObserved.running(1))
            .withMetadata(SessionMetadata.named("Other"), BY_ANN)
            .wanting(Desired.DELETED, BY_ANN)
            .terminate(Ending.of(Target.CLEANED, Reason.DELETED));

    assertThat(Changes.between(BEFORE, after))
        .containsExactly(
            new MetadataChanged("Other"),
            new SessionDeleted(Desired.DELETED, Optional.empty()),
            moved(WorkerState.RUNNING, 1),
            new SessionMoved(
                SessionState.ACTIVE,
                SessionState.TERMINATING,
                Optional.of(Reason.DELETED),
                Optional.empty()));
  }

  @Test
  @DisplayName("M-02 every kind of change has a type of its own, in the words of the streams")
  void everyKindHasItsType() {
    Set<String> types =
        Stream.of(
                new SessionCreated("n", SessionState.CREATED),
                new SessionDesired(Desired.RUNNING),
                new SessionMoved(
                    SessionState.CREATED,
                    SessionState.SPAWNING,
                    Optional.empty(),
                    Optional.empty()),
                new SpecChanged(2),
                new MetadataChanged("n"),
                new BranchChanged("topic"),
                added(ENGINE),
                new RepositoryRemoved("engine"),
                new RepositoryMoved("engine", State.READY, Optional.empty()),
                new WorkflowSwitched(Optional.empty()),
                new WorkflowMoved(State.READY, Optional.empty()),
                new ConditionsChanged(),
                new SessionDeleted(Desired.DELETED, Optional.empty()),
                SessionCleaned.WHOLLY,
                new WorkerAdded(WORKER.id(), "n"),
                moved(WorkerState.RUNNING, 1),
                new WorkerResized(WORKER.id(), WindowSize.DEFAULT),
                new AgentSwitched(WORKER.id(), new AgentId("codex")),
                new WorkerRemoved(WORKER.id()),
                new ActivityChanged(WORKER.id(), Activity.IDLE),
                new ResultReported(Optional.empty()),
                new GitTokenIssued(GitUrl.parse("https://example.org/a/b"), Optional.empty()),
                new MessageMoved(
                    WORKER.id(),
                    new MessageId("msg-1"),
                    MessageRole.USER,
                    MessageState.QUEUED,
                    Optional.empty()))
            .map(SessionChange::type)
            .collect(Collectors.toSet());

    assertThat(types)
        .hasSize((int) kinds(SessionChange.class).count())
        .allMatch(
            type ->
                type.matches("(session|worker|activity|message|repository|workflow)\\.[a-z-]+"));
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(ChangesTest::kinds)
        : Stream.of(type);
  }

  private static Session seen(Session session, WorkerObserved observed) {
    return session.withWorker(WORKER.id(), worker -> worker.withObserved(observed));
  }

  private static WorkerMoved moved(WorkerState state, long epoch) {
    return new WorkerMoved(WORKER.id(), state, epoch, Optional.empty());
  }
}
