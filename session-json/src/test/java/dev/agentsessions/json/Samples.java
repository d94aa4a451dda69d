package dev.agentsessions.json;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.event.SessionChange;
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
import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.message.MessageId;
import dev.agentsessions.message.MessageRole;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Conditions;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Revision;
import dev.agentsessions.session.Revision.Change;
import dev.agentsessions.session.Run;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.session.Slug;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.DiffWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerKind;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import dev.agentsessions.workspace.GitUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One of everything, each optional part once there and once not. */
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  static final WorkerId WORKER = new WorkerId("wrk-01");
  static final SessionSpec QUICK = SessionSpec.of(new QuickSession(Path.of("/home/ada/notes")));
  static final SessionSpec WORKTREE =
      new SessionSpec(
          new WorktreeSession("/src/engine", "fix-42", Optional.of("main")),
          "local",
          new AgentSettings(
              Optional.of(new AgentId("claude")),
              Optional.of("Say \"hällo\",\nthen 😀 wait"),
              new LlmSettings("opus", 0, 8000),
              Map.of("tone", "dry")),
          new RunPolicy(
              Optional.of(Duration.ofMinutes(90)), Optional.of(Duration.ZERO), false, true),
          Map.of("LANG", "C.UTF-8", "EDITOR", "vi"),
          Optional.of("The engine"));

  static final Condition CONDITION =
      new Condition(
          Condition.WORKERS_RUNNING, Condition.Status.FALSE, Reason.NO_PROCESS, "", NOON, 2);

  private Samples() {}

  static Stream<SessionSpec> specs() {
    return Stream.of(QUICK, WORKTREE);
  }

  static Stream<SessionStatus> statuses() {
    var failing = new Ending(Ending.Target.FAILED, Reason.TIMEOUT, Optional.of("it took over 1 h"));
    return Stream.of(
        SessionStatus.CREATED,
        new SessionStatus(
            7,
            SessionState.TERMINATING,
            Optional.of(Reason.TIMEOUT),
            failing.message(),
            Optional.of(failing),
            conditions(),
            new Run(
                Optional.of(NOON),
                Optional.of(NOON.plusNanos(1000)),
                3,
                2,
                Optional.of("/srv"),
                Optional.of("fix-42"),
                Optional.of("wanted"))));
  }

  private static Conditions conditions() {
    return new Conditions(
        Stream.of(Condition.Status.values())
            .map(status -> new Condition("Is" + status, status, Reason.USER, "because", NOON, 1))
            .toList());
  }

  static Stream<WorkerKind> workerKinds() {
    return Stream.of(
        new AgentWorker(new AgentId("claude")),
        TerminalWorker.LOGIN_SHELL,
        new TerminalWorker(List.of("top", "-d", "")),
        new DiffWorker(Optional.empty()),
        new DiffWorker(Optional.of("main~2")));
  }

  static Stream<WorkerExit> exits() {
    return Stream.of(
        WorkerExit.code(0, Cause.MANAGED),
        WorkerExit.signal(9, Cause.UNEXPECTED),
        WorkerExit.unseen(Cause.MANAGED),
        WorkerExit.failed("no such program: tpo"));
  }

  static Stream<SessionChange> changes() {
    return Stream.of(
        new SessionCreated("Notes", SessionState.CREATED),
        new SessionDesired(Desired.STOPPED),
        new SessionMoved(
            SessionState.CREATED, SessionState.SPAWNING, Optional.empty(), Optional.empty()),
        new SessionMoved(
            SessionState.ACTIVE,
            SessionState.TERMINATING,
            Optional.of(Reason.USER),
            Optional.of("enough")),
        new SpecChanged(3),
        new MetadataChanged("My notes"),
        new BranchChanged("feature/other"),
        new RepositoryAdded("engine", GitUrl.parse("https://example.org/engine.git"), "main"),
        new RepositoryRemoved("engine"),
        new RepositoryMoved("engine", Reconciled.State.READY, Optional.empty()),
        new RepositoryMoved("engine", Reconciled.State.FAILED, Optional.of("it is away")),
        new WorkflowSwitched(Optional.empty()),
        new WorkflowSwitched(
            Optional.of(
                new ActiveWorkflow(
                    GitUrl.parse("https://example.org/flows.git"),
                    "main",
                    ActiveWorkflow.path("review")))),
        new WorkflowMoved(Reconciled.State.CLONING, Optional.empty()),
        new WorkflowMoved(Reconciled.State.FAILED, Optional.of("it has no folder")),
        new ConditionsChanged(),
        new SessionDeleted(Desired.DELETED, Optional.empty()),
        new SessionDeleted(Desired.REMOVED, Optional.of("/data/worktrees/ses-01/engine")),
        SessionCleaned.WHOLLY,
        new SessionCleaned(
            Optional.of("/data/worktrees/ses-01/engine"),
            Optional.empty(),
            Optional.of("not committed: a.txt")),
        new SessionCleaned(
            Optional.empty(), Optional.of("/srv/engine"), Optional.of("not committed: a.txt")),
        new WorkerAdded(WORKER, "Terminal 1"),
        new WorkerMoved(WORKER, WorkerState.RUNNING, 1, Optional.empty()),
        new WorkerMoved(
            WORKER, WorkerState.EXITED, 4, Optional.of(WorkerExit.code(1, Cause.UNEXPECTED))),
        new WorkerResized(WORKER, new WindowSize(80, 24)),
        new WorkerRemoved(WORKER),
        new AgentSwitched(WORKER, new AgentId("codex")),
        new ActivityChanged(WORKER, Activity.ASKING),
        message(MessageState.QUEUED, Optional.empty()),
        message(MessageState.DELIVERED, Optional.empty()),
        message(MessageState.FAILED, Optional.of("its worker is gone")),
        new ResultReported(Optional.of(true)),
        new ResultReported(Optional.empty()),
        new GitTokenIssued(GitUrl.parse("https://example.org/a/b.git"), Optional.of(WORKER)),
        new GitTokenIssued(GitUrl.parse("https://example.org/a/b.git"), Optional.empty()));
  }

  private static MessageMoved message(MessageState state, Optional<String> reason) {
    return new MessageMoved(WORKER, new MessageId("msg-01"), MessageRole.SYSTEM, state, reason);
  }

  /** A worktree session that fails, with a worker of each kind. */
  static Session session() {
    return new Session(
        new SessionIdentity(
            new SessionId("ses-01"),
            ProjectId.DEFAULT,
            new Slug("fix-42"),
            "Fix 42",
            new Owner(OwnerScope.ORGANIZATION, "acme"),
            Optional.of(new SessionId("ses-00")),
            Optional.of("fixer")),
        new SessionMetadata("Fix the engine", Map.of("team", "a", "area", "b"), Map.of("x", "y")),
        WORKTREE,
        Desired.RUNNING,
        new Revision(5, 2, new Change(NOON, "ada"), new Change(NOON.plusMillis(1500), "grace")),
        failing(),
        new Ownership(
            Optional.of(new NodeId("nod-1")), Optional.of(new HostId("main")), new Fence(3)),
        new Liveness(NOON.plusSeconds(9), 4, Duration.ofSeconds(8), NOON),
        List.of(agent(), terminal()));
  }

  /** A quick session as it is created. */
  static Session created(SessionSpec spec) {
    return new Session(
        new SessionIdentity(
            new SessionId("ses-02"),
            ProjectId.DEFAULT,
            new Slug("notes"),
            "Notes",
            new Owner(OwnerScope.IDENTITY_ACCOUNT, "ada"),
            Optional.empty(),
            Optional.empty()),
        SessionMetadata.named("Notes"),
        spec,
        Desired.RUNNING,
        Revision.first(new Change(NOON, "ada")),
        SessionStatus.CREATED,
        Ownership.of(new NodeId("nod-1")),
        Liveness.from(NOON),
        List.of());
  }

  static Worker terminal() {
    return Worker.wanted(
        WORKER, "Terminal 1", TerminalWorker.LOGIN_SHELL, new WindowSize(80, 24), NOON);
  }

  private static Worker agent() {
    return Worker.wanted(
            new WorkerId("wrk-02"),
            "Claude",
            new AgentWorker(new AgentId("claude")),
            WindowSize.DEFAULT,
            NOON)
        .withObserved(
            new WorkerObserved(
                WorkerState.EXITED,
                2,
                Optional.of(WorkerExit.code(1, Cause.UNEXPECTED)),
                Activity.IDLE));
  }

  private static SessionStatus failing() {
    var ending = new Ending(Ending.Target.FAILED, Reason.TIMEOUT, Optional.of("it took too long"));
    return new SessionStatus(
        7,
        SessionState.TERMINATING,
        Optional.of(ending.reason()),
        ending.message(),
        Optional.of(ending),
        new Conditions(List.of(CONDITION)),
        new Run(
            Optional.of(NOON),
            Optional.empty(),
            3,
            2,
            Optional.of("/data/worktrees/ses-01/engine"),
            Optional.of("fix-42"),
            Optional.of("fix-42")));
  }
}
