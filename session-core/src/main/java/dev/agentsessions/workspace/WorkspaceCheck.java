package dev.agentsessions.workspace;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.WorktreeSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Does the world agree with what is asked for: directory, repository, branch? Changes nothing. Safe
 * for many threads. Passes {@code WorkspaceCheckContract}.
 *
 * <p>Every method throws {@link SessionException.Unavailable} when the world cannot be looked at.
 */
public interface WorkspaceCheck {
  /** What keeps a new session of this kind from working there; empty: nothing. */
  Optional<WorkspaceProblem> ofNew(SessionKind kind);

  /**
   * What keeps the files of a session from being copied into the workspace of a new one (S-09),
   * told of the field of the request; empty: nothing.
   *
   * @param source at home on this machine
   * @param kind of the new one, of the same kind as the source
   */
  Optional<WorkspaceProblem> ofCopy(Session source, SessionKind kind);

  /** Whether the repository has the branch already; false where there is no such repository. */
  boolean hasBranch(WorktreeSession kind);

  /** What is checked out in a directory; empty where there is none, or no repository. */
  Optional<Checkout> checkout(Path directory);

  /**
   * The worktrees of a repository, its own first; none where there is no repository.
   *
   * @param repository its directory
   */
  List<RepositoryWorktree> worktrees(Path repository);

  /**
   * What keeps a session from being started again; empty: nothing. What was made for it must still
   * be there.
   */
  Optional<WorkspaceProblem> of(Session session);

  /**
   * What keeps a session's branch from being renamed, told of the field {@code branch}; empty:
   * nothing.
   *
   * @param branch another name than it has, by git's rules
   */
  Optional<WorkspaceProblem> ofRename(Session session, String branch);
}
