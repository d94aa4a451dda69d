package dev.agentsessions.workspace;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionKind;

/**
 * Does the world agree with what a create or a start asks for: directory, repository, branch?
 * Changes nothing. Safe for many threads. Passes {@code WorkspaceCheckContract}.
 */
@FunctionalInterface
public interface WorkspaceCheck {
  /**
   * Returns when the session could work there now.
   *
   * @throws SessionException.Unsatisfied if not, with the field that asks for it
   */
  void check(SessionKind kind);
}
