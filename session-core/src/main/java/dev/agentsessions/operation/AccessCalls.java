package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.workspace.RestingWorkspaces;
import dev.agentsessions.workspace.WorkspaceAccess;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/**
 * Access to the files of sessions that rest (R-A30 to R-A32). Nothing of it is stored: who keeps
 * what was asked is the session's runtime. Safe for many threads.
 */
public final class AccessCalls {
  private static final Reason LOCAL = new Reason("Local");

  private final SessionFinder finder;
  private final Map<String, RestingWorkspaces> workspaces; // by runtime

  @Inject
  AccessCalls(SessionFinder finder, Map<String, RestingWorkspaces> workspaces) {
    this.finder = requireNonNull(finder, "finder");
    this.workspaces = Map.copyOf(workspaces);
  }

  /**
   * Has the files of a session that rests be reached soon, and until they are not used for a while.
   *
   * @throws SessionException.WrongPhase unless it rests
   * @throws SessionException.NotFound if there is no such session
   * @throws SessionException.Unavailable if its runtime cannot be asked now
   */
  public WorkspaceAccess ask(Caller caller, ProjectId project, SessionRef ref) {
    Session session = finder.get(caller, Permission.EDIT, project, ref);
    if (!session.state().isResting()) {
      throw new SessionException.WrongPhase(
          session.state(),
          "access to the workspace of a resting session",
          session.needsOwner()
              ? "its files are served while it runs"
              : "start the session, which makes its workspace");
    }
    return workspaces(session).map(port -> port.ask(session)).orElseGet(() -> open(session));
  }

  /**
   * How it is, in any state.
   *
   * @throws SessionException.NotFound if there is no such session
   * @throws SessionException.Unavailable if its runtime cannot be asked now
   */
  public WorkspaceAccess look(Caller caller, ProjectId project, SessionRef ref) {
    Session session = finder.get(caller, Permission.VIEW, project, ref);
    return workspaces(session).map(port -> port.look(session)).orElseGet(() -> open(session));
  }

  private Optional<RestingWorkspaces> workspaces(Session session) {
    return Optional.ofNullable(workspaces.get(session.spec().runtime()));
  }

  private static WorkspaceAccess open(Session session) {
    return new WorkspaceAccess(
        Optional.empty(),
        new Condition(
            Condition.CONTENT_ACCESS,
            Status.TRUE,
            LOCAL,
            "its files are on a host's disk, and served in every state",
            session.revision().created().at(),
            session.revision().generation()));
  }
}
