package dev.agentsessions.workspace;

/**
 * Looks at the git repositories of sessions' workspaces, in every state of a session, and changes
 * nothing. Nothing that a repository's own configuration says is run. Safe for many threads. Passes
 * {@code WorkspaceGitContract}.
 *
 * <p>Every method throws {@link dev.agentsessions.session.SessionException.NotFound} for a
 * repository that the session does not have, {@link
 * dev.agentsessions.session.SessionException.Unsatisfied} where there is no directory and, but for
 * {@link #status}, where it is no git work tree, and {@link
 * dev.agentsessions.session.SessionException.Unavailable} when nothing can be said now.
 */
public interface WorkspaceGit {
  GitStatus status(WorkspaceRepository repository);

  /**
   * What differs from a base, which is resolved now.
   *
   * @throws dev.agentsessions.session.SessionException.Unsatisfied for the field {@code base}, if
   *     the repository has no such commit
   */
  GitDiff diff(WorkspaceRepository repository, DiffBase base);

  /**
   * What differs in one file.
   *
   * @param path from the top of the repository
   * @param context unchanged lines around each change, 0..10,000
   * @throws dev.agentsessions.session.SessionException.Invalid if the path leaves the repository,
   *     or is git's own
   * @throws dev.agentsessions.session.SessionException.NotFound if nothing differs there
   */
  GitFileDiff diff(WorkspaceRepository repository, DiffBase base, String path, int context);

  GitBranches branches(WorkspaceRepository repository);

  /**
   * Whether what is committed could be merged with a branch.
   *
   * @param with a branch, here or fetched, such as {@code origin/main}
   */
  MergeStatus mergeStatus(WorkspaceRepository repository, String with);
}
