package dev.agentsessions.workspace;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;

/**
 * Provides the place where a session's workers run: a local directory, a worktree, a pod.
 * Level-triggered: the owner asks again until the answer is what it wants. Safe for many threads.
 * Passes {@code EnvironmentsContract}.
 *
 * <p>Every method throws {@link SessionException.StaleFence} for a fence below the highest seen,
 * nothing happened, and {@link SessionException.Unavailable} when nothing can be said now.
 */
public interface Environments {
  /**
   * Makes the session's environment, or says how it is. Does not wait for it. A branch that the
   * session has under a {@linkplain Session#formerBranch former} name is renamed before it is
   * Ready; when that cannot be, it is Ready all the same, and says why, until it is asked again.
   * Where the session shall have {@linkplain Session#filesFrom another one's files}, all of them
   * are there before it is Ready, and never copied again once it was; it is Failed with {@code
   * SourceGone} if that session is deleted before, and with {@code CopyFailed} if they cannot be
   * copied whole.
   */
  EnvironmentState ensure(Session session, Fence fence);

  /**
   * Whether the session's owner is woken when an answer would be another. Then it is not asked
   * again soon: a change that nobody heard of costs time only. How far clones are is not part of
   * it: as long as one is under way, the owner asks again soon.
   */
  default boolean announces() {
    return false;
  }

  /**
   * Whether they are on the machine of the host that has them: then only hosts of that machine may
   * own their sessions (L-12).
   */
  default boolean areLocal() {
    return true;
  }

  /** How the environment is, without making it: Gone when there is none. */
  EnvironmentState observe(Session session, Fence fence);

  /**
   * Takes the environment away, with everything that was made only to run it; called when its
   * processes are gone. Does not wait for it. Done also when there never was one.
   */
  Release release(Session session, Fence fence, Retention retention);
}
