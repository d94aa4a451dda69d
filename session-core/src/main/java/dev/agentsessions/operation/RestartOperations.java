package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.AgentCatalog;
import dev.agentsessions.operation.RestartSession.Which;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.DiffWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerKind;
import dev.agentsessions.workspace.WorkspaceCheck;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Restarts of workers that run (W-01, S-27): a process of a new epoch is wanted, and the reconciler
 * ends the old one first.
 */
final class RestartOperations {
  private final Steps steps;
  private final LifecycleOperations lifecycle;
  private final AgentCatalog agents;
  private final WorkspaceCheck workspaces;

  @Inject
  RestartOperations(
      Steps steps, LifecycleOperations lifecycle, AgentCatalog agents, WorkspaceCheck workspaces) {
    this.steps = requireNonNull(steps, "steps");
    this.lifecycle = requireNonNull(lifecycle, "lifecycle");
    this.agents = requireNonNull(agents, "agents");
    this.workspaces = requireNonNull(workspaces, "workspaces");
  }

  Pipeline<SessionOperation<RestartWorker>> worker() {
    return steps.change("restart-worker", RestartWorker::target, this::worker);
  }

  Pipeline<SessionOperation<RestartSession>> session() {
    return steps.change("restart", RestartSession::target, this::session);
  }

  private void worker(SessionOperation<RestartWorker> operation) {
    Session session = operation.session();
    Worker worker = Steps.worker(session, operation.input().worker());
    WorkerKind kind = kind(operation.projectId(), worker, operation.input());
    operation.dependsOnState();
    if (session.state() != SessionState.ACTIVE) {
      throw new WrongPhase(session.state(), "a restart of a worker", "start the session");
    }
    SessionSpec spec =
        operation.input().branch().map(branch -> renamed(session, branch)).orElse(session.spec());
    operation.become(
        session
            .described(spec, session.metadata(), steps.by(operation))
            .withWorker(worker.id(), found -> found.withKind(kind).restarted()));
  }

  /** The name is wanted from now on; the reconciler gives it before it starts the process. */
  private SessionSpec renamed(Session session, String branch) {
    return switch (session.spec().kind()) {
      case QuickSession quick ->
          throw new Invalid("branch", "is for worktrees, and this session works in a directory");
      case AgenticSession agentic ->
          throw new Invalid("branch", "is for worktrees, and this session has clones");
      case WorktreeSession worktree -> {
        if (worktree.branch().equals(branch)) {
          checkHas(session, branch);
        } else {
          checkName(session, branch);
        }
        yield session.spec().withKind(worktree.withBranch(branch));
      }
    };
  }

  /** What its spec says was given already: it cannot be wanted for another branch, too. */
  private static void checkHas(Session session, String branch) {
    Optional<String> present = session.status().run().branch();
    boolean isGiven = session.formerBranch().isEmpty();
    if (isGiven && present.filter(other -> !other.equals(branch)).isPresent()) {
      throw new Unsatisfied(
          "branch",
          "is what the session was made for, and "
              + present.get()
              + " was checked out since: git branch --move in its terminal gives that one the"
              + " name");
    }
  }

  /** The name that the branch has is free: who wants it gives up another one that it should get. */
  private void checkName(Session session, String branch) {
    if (session.status().run().branch().filter(branch::equals).isPresent()) {
      return;
    }
    workspaces
        .ofRename(session, branch)
        .ifPresent(
            problem -> {
              throw problem.unsatisfied();
            });
  }

  private WorkerKind kind(ProjectId project, Worker worker, RestartWorker wanted) {
    return switch (worker.kind()) {
      case AgentWorker is ->
          new AgentWorker(agents.get(project, wanted.agent().orElse(is.agent())).id());
      case TerminalWorker is -> {
        Invalid.check(
            wanted.agent().isEmpty(), "agent", "is for agents, and this worker is a terminal");
        yield is;
      }
      case DiffWorker is -> throw new Invalid("worker", "has no process to restart");
    };
  }

  /** One that runs, process by process; else as a start. */
  private void session(SessionOperation<RestartSession> operation) {
    Session session = operation.session();
    Which which = operation.input().which();
    if (session.state() == SessionState.ACTIVE) {
      operation.dependsOnState();
      processes(operation);
    } else if (which == Which.ALL) {
      lifecycle.start(operation);
    } else {
      throw new WrongPhase(session.state(), "a restart of its agents", "start it first");
    }
  }

  private void processes(SessionOperation<RestartSession> operation) {
    Session session = operation.session();
    List<Worker> workers =
        session.workers().stream()
            .map(
                worker ->
                    isMeant(worker, operation.input().which())
                            && unknownAgent(operation.projectId(), worker).isEmpty()
                        ? worker.restarted()
                        : worker)
            .toList();
    if (!workers.equals(session.workers())) {
      operation.become(
          session.withRevision(session.revision().next(steps.by(operation))).withWorkers(workers));
    }
  }

  /** What became of each worker that was meant. */
  Restarted answer(SessionOperation<RestartSession> operation) {
    Session session = operation.session();
    List<WorkerRestart> workers =
        session.workers().stream()
            .filter(worker -> isMeant(worker, operation.input().which()))
            .map(worker -> answer(operation.projectId(), worker))
            .toList();
    return new Restarted(session, workers, Optional.empty());
  }

  private WorkerRestart answer(ProjectId project, Worker worker) {
    Optional<String> refused = worker.wasTried() ? unknownAgent(project, worker) : Optional.empty();
    long epoch = refused.isPresent() ? worker.observed().epoch() : worker.desired().epoch();
    return new WorkerRestart(worker.id(), worker.name(), epoch, refused);
  }

  private static boolean isMeant(Worker worker, Which which) {
    return worker.desired().goal() != Goal.DELETE
        && worker.kind().hasProcess()
        && (which == Which.ALL || worker.kind() instanceof AgentWorker);
  }

  private Optional<String> unknownAgent(ProjectId project, Worker worker) {
    return worker.kind() instanceof AgentWorker is && agents.find(project, is.agent()).isEmpty()
        ? Optional.of("unknown agent " + is.agent())
        : Optional.empty();
  }
}
