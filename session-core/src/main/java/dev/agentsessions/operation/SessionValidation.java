package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.workspace.WorkspaceCheck;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether the world still agrees with what sessions work on (S-17). Changes nothing: an
 * invalid session can be repaired by hand, or deleted. Safe for many threads.
 */
public final class SessionValidation {
  /** Looked at in one call, since each look is at a disk; more by the next call. */
  static final int MAX_SESSIONS = SessionQuery.MAX_LIMIT;

  private final SessionFinder finder;
  private final WorkspaceCheck workspaces;
  private final NodeId node;

  @Inject
  SessionValidation(SessionFinder finder, WorkspaceCheck workspaces, NodeId node) {
    this.finder = requireNonNull(finder, "finder");
    this.workspaces = requireNonNull(workspaces, "workspaces");
    this.node = requireNonNull(node, "node");
  }

  /**
   * Looks at sessions in every state, newest first, and at those of this machine only.
   *
   * @param after where the call before ended; absent: with the newest session
   * @throws dev.agentsessions.session.SessionException.Denied if the caller may not view the
   *     project
   * @throws dev.agentsessions.session.SessionException.NotFound if there is no such project
   * @throws dev.agentsessions.session.SessionException.Unavailable if the world cannot be looked at
   */
  public ValidationReport report(Caller caller, ProjectId project, Optional<SessionCursor> after) {
    SessionPage page =
        finder.page(
            caller,
            Permission.VIEW,
            new SessionQuery(project, SessionFilter.ALL, after, MAX_SESSIONS, false));
    List<InvalidSession> invalid = new ArrayList<>();
    int checked = 0;
    for (Session session : page.items()) {
      if (isHere(session)) {
        checked++;
        workspaces
            .of(session)
            .ifPresent(problem -> invalid.add(new InvalidSession(session, problem)));
      }
    }
    return new ValidationReport(invalid, checked, page.items().size() - checked, page.next());
  }

  private boolean isHere(Session session) {
    return session.ownership().node().filter(node::equals).isPresent();
  }
}
