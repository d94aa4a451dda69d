package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceCheck;
import jakarta.inject.Inject;

/**
 * Start, stop and delete: what is wanted changes, and with it the state, in one commit; the
 * reconciler does the rest.
 */
final class LifecycleOperations {
  private final Steps steps;
  private final WorkspaceCheck workspaces;
  private final Limits limits;

  @Inject
  LifecycleOperations(Steps steps, WorkspaceCheck workspaces, Limits limits) {
    this.steps = requireNonNull(steps, "steps");
    this.workspaces = requireNonNull(workspaces, "workspaces");
    this.limits = requireNonNull(limits, "limits");
  }

  Pipeline<SessionOperation<StartSession>> start() {
    return steps.change("start", StartSession::target, this::start);
  }

  Pipeline<SessionOperation<StopSession>> stop() {
    return steps.change("stop", StopSession::target, this::stop);
  }

  Pipeline<SessionOperation<DeleteSession>> delete() {
    return steps.change("delete", DeleteSession::target, this::delete);
  }

  /** Wants it to run, unless it does, or is on its way up or down. */
  void start(SessionOperation<?> operation) {
    Session session = operation.session();
    boolean neverStarted =
        session.state() == SessionState.CREATED && session.desired() == Desired.STOPPED;
    if (!neverStarted && !session.state().isResting()) {
      throw new SessionException.IllegalTransition(
          session.state(), LifecycleEvent.RESTART, "stop it first, or wait");
    }
    checkWorkspace(session);
    limits.checkOutput(operation.project());
    if (!neverStarted) { // else it is live already
      limits.checkOneMoreSession(operation.project());
    }
    Session wanted = session.wanting(Desired.RUNNING, steps.by(operation));
    operation.become(neverStarted ? wanted : restarted(wanted));
  }

  private Session restarted(Session session) {
    return session
        .withWorkers(
            session.workers().stream()
                .map(worker -> worker.desired().goal() == Goal.DELETE ? worker : worker.restarted())
                .toList())
        .after(LifecycleEvent.RESTART, session.revision().updated().at());
  }

  /**
   * The world may have changed since the create: that is a conflict with the session, not with the
   * request.
   */
  private void checkWorkspace(Session session) {
    workspaces
        .of(session)
        .ifPresent(
            problem -> {
              throw new SessionException.IllegalTransition(
                  session.state(), LifecycleEvent.RESTART, problem.message());
            });
  }

  /** A stop of what stops or rests already changes nothing. */
  private void stop(SessionOperation<StopSession> operation) {
    Session session = operation.session();
    boolean runs =
        switch (session.state()) {
          case CREATED -> session.desired() == Desired.RUNNING;
          case SPAWNING, ACTIVE -> true;
          case TERMINATING, STOPPED, COMPLETED, FAILED, CLEANED -> false;
        };
    if (runs) {
      operation.become(
          session
              .wanting(Desired.STOPPED, steps.by(operation))
              .terminate(Ending.of(Target.STOPPED, operation.input().reason())));
    }
  }

  private void delete(SessionOperation<DeleteSession> operation) {
    Session session = operation.session();
    Desired gone =
        operation.input().worktree() == Retention.DELETE ? Desired.REMOVED : Desired.DELETED;
    Session wanted = session.wanting(gone, steps.by(operation));
    operation.become(
        session.state().isLive()
            ? wanted.terminate(Ending.of(Target.CLEANED, Reason.DELETED))
            : wanted);
  }
}
