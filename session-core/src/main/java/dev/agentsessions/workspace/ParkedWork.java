package dev.agentsessions.workspace;

import dev.agentsessions.session.SessionId;

/**
 * Where the work of a session is when its worktree was removed and nobody else had it (G-07). Both
 * refs are the repository's own, no push takes them along, and they stay until somebody deletes
 * them.
 */
public final class ParkedWork {
  private static final String PARKED = "refs/agent-sessions/parked/";

  private ParkedWork() {}

  /** Its files, as {@code git stash} would keep them: {@code git stash apply} takes this. */
  public static String ref(SessionId session) {
    return PARKED + session + "/work";
  }

  /** A commit whose parents are what no branch had; there only if there was something. */
  public static String commitsRef(SessionId session) {
    return PARKED + session + "/commits";
  }
}
