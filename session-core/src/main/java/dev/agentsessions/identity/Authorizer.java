package dev.agentsessions.identity;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;

/**
 * May this caller do this here? Asked before existence is revealed, always with the project that is
 * stored. Safe for many threads.
 */
@FunctionalInterface
public interface Authorizer {
  /**
   * Which of a project's sessions the caller may do this with.
   *
   * @return perhaps none that is there: then the caller hears that it is not
   * @throws SessionException.Denied if there can be none, whatever the project holds
   */
  Reach reach(Caller caller, Permission permission, ProjectId project);

  /**
   * Returns when the caller may do this with the project itself, or make something new in it.
   *
   * @throws SessionException.Denied if not
   */
  default void check(Caller caller, Permission permission, ProjectId project) {
    if (reach(caller, permission, project) instanceof Reach.OneSession one) {
      throw new SessionException.Denied("may have to do with " + one.session() + " only");
    }
  }

  /** Administrators may do everything, people what they like with what is theirs (T-02). */
  Authorizer OWNERS = OwnersReach::of;

  /**
   * Everybody may do everything: for single-user mode on loopback, and nowhere else. What acts for
   * one session has to do with that one here, too.
   */
  Authorizer SINGLE_USER =
      (caller, permission, project) ->
          caller.session().isPresent()
              ? OWNERS.reach(caller, permission, project)
              : Reach.everything();
}
