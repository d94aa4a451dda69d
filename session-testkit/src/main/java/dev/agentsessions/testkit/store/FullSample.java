package dev.agentsessions.testkit.store;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.host.Fence;
import dev.agentsessions.host.Host;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Conditions;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Layout;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.ModelUse;
import dev.agentsessions.session.ModelUse.Trial;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.ResourceNeeds;
import dev.agentsessions.session.Revision;
import dev.agentsessions.session.Run;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.RunnerSettings;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.session.Slug;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerKind;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A session in which nothing is absent, empty or a default, to see that a store keeps all of it.
 */
final class FullSample {
  private static final Instant START = Instant.parse("2026-11-20T23:59:59.999999Z");

  /** Many scripts, an emoji beyond the basic plane, quotes and a backslash, lines and a tab. */
  static final String TEXT = "Zoë 你好 👩‍💻 e\u0301 \"'`\\ %_ \r\n\t$1 ${x} NULL";

  private static final List<Goal> GOALS = List.of(Goal.values());

  private FullSample() {}

  /**
   * @param owner joined, since it is the session's owner
   */
  static Session of(SampleProject project, Session parent, Host owner) {
    return new Session(
        new SessionIdentity(
            project.sessionId(),
            project.id(),
            new Slug("zoe-1"),
            "Zoë 1",
            new Owner(OwnerScope.ORGANIZATION, "org:" + TEXT),
            Optional.of(parent.id()),
            Optional.of("Reviewer " + TEXT)),
        new SessionMetadata(
            TEXT, Map.of("team", "größe", "empty", ""), Map.of("note", TEXT, "other", "")),
        spec(),
        Desired.STOPPED,
        new Revision(
            7,
            3,
            new Revision.Change(START, "ada"),
            new Revision.Change(START.plusSeconds(61), TEXT)),
        status(),
        new Ownership(Optional.of(owner.node()), Optional.of(owner.id()), new Fence(5)),
        new Liveness(
            START.plusSeconds(62),
            Integer.MAX_VALUE + 1L,
            Duration.ofSeconds(86_400, 123_456_000),
            START.plusSeconds(63)),
        workers(project));
  }

  private static SessionSpec spec() {
    return new SessionSpec(
        new WorktreeSession("/srv/ünï code/repo", "feature/ß", Optional.of("main")),
        "kubernetes",
        new AgentSettings(
            Optional.of(new AgentId("claude")),
            Optional.of(TEXT.repeat(100)),
            new LlmSettings("opus", 0, 1),
            Map.of("issue", TEXT)),
        new RunPolicy(
            Optional.of(Duration.parse("PT36H0.000001S")), Optional.of(Duration.ZERO), false, true),
        Map.of("LANG", "de_DE.UTF-8", "EMPTY", "", "TEXT", TEXT),
        Optional.of(TEXT),
        new RunnerSettings(
            Optional.of("registry.example/agents:1"),
            List.of("sh", "-c", TEXT, ""),
            List.of(TEXT),
            new ResourceNeeds(Map.of("cpu", "0.5", "memory", "512Mi"), Map.of("cpu", "1500m"))));
  }

  private static SessionStatus status() {
    return new SessionStatus(
        9,
        SessionState.TERMINATING,
        Optional.of(Reason.TIMEOUT),
        Optional.of(TEXT),
        Optional.of(new Ending(Target.FAILED, Reason.TIMEOUT, Optional.of(TEXT))),
        new Conditions(
            List.of(
                new Condition(
                    "Zz", Condition.Status.FALSE, Reason.NO_PROCESS, TEXT, START.plusMillis(1), 0),
                new Condition("Aa", Condition.Status.TRUE, Reason.USER, "", START, 3),
                new Condition("Mm", Condition.Status.UNKNOWN, Reason.USER, "", START, 2))),
        new Run(
            Optional.of(START),
            Optional.of(START.plusNanos(1000)),
            4,
            2,
            Optional.of("/data/worktrees/" + TEXT),
            Optional.of("feature/" + TEXT),
            Optional.of("wanted/" + TEXT),
            provision(),
            Optional.of(new SessionId("ses-source")),
            Optional.of(
                new ModelUse(
                    TEXT, Optional.of(new Trial("sonnet", List.of(new WorkerId("wrk-01"))))))));
  }

  static Provision provision() {
    SourceRepository repo = SampleSession.agentic().repos().getFirst();
    ActiveWorkflow workflow = SampleSession.agentic().workflow().orElseThrow();
    return new Provision(
        List.of(new Reconciled<>(repo, Reconciled.State.FAILED, Optional.of(TEXT), START)),
        Optional.of(new Reconciled<>(workflow, Reconciled.State.CLONING, Optional.empty(), START)),
        Optional.of(workflow),
        new Layout(Optional.of("/w/flow"), List.of("/w/repos/a", "/w/" + TEXT)));
  }

  private static List<Worker> workers(SampleProject project) {
    return List.of(
        worker(
            project,
            1,
            new AgentWorker(new AgentId("claude")),
            new WorkerObserved(WorkerState.RUNNING, 4, Optional.empty(), Activity.ASKING)),
        worker(
            project,
            2,
            new TerminalWorker(List.of("/bin/sh", "-c", "echo \"$0\"", "", TEXT)),
            WorkerObserved.ended(2, WorkerExit.code(0, Cause.MANAGED))),
        worker(
            project,
            3,
            TerminalWorker.LOGIN_SHELL,
            WorkerObserved.ended(3, WorkerExit.code(255, Cause.UNEXPECTED))),
        worker(
            project,
            4,
            TerminalWorker.LOGIN_SHELL,
            WorkerObserved.ended(4, WorkerExit.signal(9, Cause.UNEXPECTED))),
        worker(
            project,
            5,
            TerminalWorker.LOGIN_SHELL,
            WorkerObserved.ended(5, WorkerExit.failed("cannot run: " + TEXT))),
        worker(
            project,
            6,
            TerminalWorker.LOGIN_SHELL,
            WorkerObserved.ended(
                6,
                new WorkerExit(
                    OptionalInt.of(7), OptionalInt.empty(), Cause.MANAGED, Optional.of(TEXT)))),
        worker(project, 7, TerminalWorker.LOGIN_SHELL, WorkerObserved.lost(7)));
  }

  private static Worker worker(
      SampleProject project, int number, WorkerKind kind, WorkerObserved observed) {
    Goal goal = GOALS.get(number % GOALS.size());
    return new Worker(
        project.workerId(),
        "Terminal " + number + " " + TEXT,
        kind,
        new WindowSize(number, 1000 - number),
        START.plusNanos(number * 1000L),
        new WorkerDesired(goal, number + 1L),
        observed);
  }
}
