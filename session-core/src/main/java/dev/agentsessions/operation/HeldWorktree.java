package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.RepositoryWorktree;
import java.util.List;
import java.util.Optional;

/**
 * A worktree of a repository.
 *
 * @param session that works there, or rests; absent: none that the caller may see
 */
public record HeldWorktree(RepositoryWorktree worktree, Optional<SessionId> session) {
  public HeldWorktree {
    requireNonNull(worktree, "worktree");
    requireNonNull(session, "session");
  }

  /**
   * @param users sessions on the repository
   */
  static HeldWorktree of(RepositoryWorktree worktree, List<Session> users) {
    return new HeldWorktree(
        worktree,
        users.stream().filter(session -> isIn(worktree, session)).map(Session::id).findFirst());
  }

  /** One whose worktree was not handed out yet has its branch at most. */
  private static boolean isIn(RepositoryWorktree worktree, Session session) {
    return session
        .status()
        .run()
        .directory()
        .map(worktree.directory()::equals)
        .orElseGet(
            () ->
                worktree.branch().isPresent() && worktree.branch().equals(session.spec().branch()));
  }
}
