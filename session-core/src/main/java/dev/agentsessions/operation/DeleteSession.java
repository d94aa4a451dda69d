package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.workspace.Retention;

/**
 * A session to delete (S-08).
 *
 * @param worktree what becomes of the files that were made for it
 */
public record DeleteSession(Target target, Retention worktree) {
  public DeleteSession {
    requireNonNull(target, "target");
    requireNonNull(worktree, "worktree");
  }
}
