package dev.agentsessions.worker;

import dev.agentsessions.session.SessionId;
import java.time.Duration;
import java.util.Set;

/**
 * An optional ability of a {@link WorkerRuntime}: it tells when processes ended, so that nobody has
 * to ask again and again. Losing a change costs time only: the reconciler looks anyhow, later.
 */
public interface WorkerChanges {
  /**
   * Waits for processes to end.
   *
   * @param wait above zero
   * @return sessions to look at, empty when the time is over. One caller at a time
   */
  Set<SessionId> await(Duration wait) throws InterruptedException;
}
