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
   * Returns when the caller may.
   *
   * @throws SessionException.Denied if not
   */
  void check(Caller caller, Permission permission, ProjectId project);

  /** Everybody may do everything: for single-user mode on loopback, and nowhere else. */
  Authorizer SINGLE_USER = (caller, permission, project) -> {};
}
