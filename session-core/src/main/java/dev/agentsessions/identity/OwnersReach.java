package dev.agentsessions.identity;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionId;

/**
 * Administrators may do everything. A person uses every project, and has to do with the sessions of
 * their own there; what acts for one session has to do with that one. Nobody else administers.
 */
final class OwnersReach {
  private OwnersReach() {}

  /** See {@link Authorizer#reach}. */
  static Reach of(Caller caller, Permission permission, ProjectId project) {
    return switch (caller.standing()) {
      case Standing.Administrator any -> Reach.everything();
      case Standing.OfHost any -> Reach.everything();
      case Standing.Person any -> {
        checkIsNotAdmin(permission);
        yield new Reach.Owned(caller.owners());
      }
      case Standing.OfSession of -> one(of.session(), of.project(), permission, project);
      case Standing.OfWorker of -> one(of.worker().session(), of.project(), permission, project);
    };
  }

  private static Reach one(
      SessionId session, ProjectId home, Permission permission, ProjectId project) {
    checkIsNotAdmin(permission);
    if (!project.equals(home)) {
      throw new Denied("may have to do with " + session + " only");
    }
    return new Reach.OneSession(session);
  }

  private static void checkIsNotAdmin(Permission permission) {
    if (permission == Permission.ADMIN) {
      throw new Denied("is for administrators");
    }
  }
}
