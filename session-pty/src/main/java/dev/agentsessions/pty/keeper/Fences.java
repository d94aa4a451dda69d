package dev.agentsessions.pty.keeper;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The highest fence seen of each session. Kept for good, some hundred bytes a session: a fence that
 * were forgotten would let an owner act that was replaced.
 */
final class Fences {
  private final ConcurrentMap<String, Long> highest = new ConcurrentHashMap<>();

  /**
   * Remembers the fence, or refuses it when a higher one was seen.
   *
   * @return whether it is higher than all before: somebody takes the session over
   */
  boolean check(String session, long fence) {
    Long before = highest.get(session);
    long seen = highest.merge(session, fence, Math::max);
    if (fence < seen) {
      throw new KeeperException.StaleFence(session, fence, seen);
    }
    return before == null || fence > before;
  }
}
