package dev.agentsessions.host;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The receiver's side of a fence, in memory: remembers the highest of each session, about 100 bytes
 * for each one ever seen. Safe from any thread.
 */
public final class HighestFences {
  private final ConcurrentHashMap<SessionId, Fence> highest = new ConcurrentHashMap<>();

  /**
   * Lets a call pass, and from now on none with a lower fence.
   *
   * @throws SessionException.StaleFence if a higher fence was seen
   */
  public void admit(SessionId session, Fence fence) {
    Fence known =
        highest.merge(session, fence, (seen, asked) -> asked.compareTo(seen) > 0 ? asked : seen);
    if (fence.compareTo(known) < 0) {
      throw new SessionException.StaleFence(session, fence, known);
    }
  }
}
