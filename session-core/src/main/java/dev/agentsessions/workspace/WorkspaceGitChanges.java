package dev.agentsessions.workspace;

import dev.agentsessions.host.Fence;
import java.util.Optional;

/**
 * Changes the git repositories of sessions' workspaces, and exchanges commits with their remotes.
 * One change at a time of each repository. Safe for many threads. Passes {@code
 * WorkspaceGitContract}.
 *
 * <p>Every method takes the fence that the session was read with, also of a session that rests and
 * has no owner, and throws {@link dev.agentsessions.session.SessionException.StaleFence} for one
 * below the highest seen: the session was started meanwhile by somebody else. It throws what {@link
 * WorkspaceGit} throws, too, and {@link dev.agentsessions.session.SessionException.Unavailable}
 * also when the repository stays locked by another program.
 */
public interface WorkspaceGitChanges {
  /**
   * Makes a branch, and checks it out nowhere.
   *
   * @param name by git's rules
   * @param from a branch, tag or commit; absent: the last commit
   * @throws dev.agentsessions.session.SessionException.AlreadyExists if there is one
   */
  void createBranch(
      WorkspaceRepository repository, Fence fence, String name, Optional<String> from);

  /**
   * Commits everything and pushes the branch to {@code origin}, which it follows from then on, or
   * to the order's output, which it does not.
   *
   * @throws GitException.ProtectedBranch nothing changed
   * @throws GitException.WrongState if no branch is checked out, a merge is under way, there is no
   *     remote, or the remote has commits that are not here
   * @throws GitException.RemoteFailed if the remote cannot be reached or refuses; what was
   *     committed stays
   */
  PushResult push(WorkspaceRepository repository, Fence fence, CommitOrder order);

  /**
   * Takes over what the remote has, if nothing else has to be given up for it.
   *
   * @throws GitException.WrongState if something is not committed, no branch is checked out, or
   *     both sides have commits; nothing changed
   */
  PullResult pull(WorkspaceRepository repository, Fence fence);

  /**
   * Lets {@code origin} be this one, and makes a repository where there is none.
   *
   * @throws dev.agentsessions.session.SessionException.Invalid if such URLs are not allowed here
   */
  void configureRemote(WorkspaceRepository repository, Fence fence, GitUrl url);

  /**
   * Commits everything, puts it on top of what the remote has, and pushes it.
   *
   * @throws GitException.Conflict the branch is as before but for the commit
   */
  PushResult synchronize(WorkspaceRepository repository, Fence fence, CommitOrder order);

  /** Gives up everything that is not committed; what git ignores stays. */
  void abandon(WorkspaceRepository repository, Fence fence);
}
