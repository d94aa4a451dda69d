package dev.agentsessions.workspace;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import java.time.Duration;

/**
 * Reaches the files of sessions that rest, where nothing does so by itself: a program beside them
 * is there on request, for as long as it is used (R-A30 to R-A32). Bound by the runtime's name,
 * beside its {@link ContentServices}; the files of a runtime without one can always be reached.
 * Safe for many threads, of any host. Passes {@code RestingWorkspacesContract}.
 *
 * <p>Every method takes a session that rests, but for {@link #look}, and throws {@link
 * SessionException.Unavailable} when its runtime cannot be asked now.
 */
public interface RestingWorkspaces {
  /** How long it can be reached after the last use; that is counted in minutes, not better. */
  Duration LIFE = Duration.ofMinutes(10);

  /**
   * Has its files be reached soon, and puts off the end.
   *
   * @throws SessionException.WrongPhase if there are none, for it has never run
   */
  WorkspaceAccess ask(Session session);

  /** How it is now, in any state. Changes nothing. */
  WorkspaceAccess look(Session session);

  /**
   * Who takes calls for its files; puts off the end.
   *
   * @throws SessionException.WrongPhase if nobody asked, or that is over
   * @throws SessionException.Unavailable if it was asked for, and is not ready
   */
  ContentService use(Session session);
}
