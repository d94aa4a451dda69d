package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.Doorbell;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Numbers the ends of workers, from 1, and remembers the last one of each session, some hundred
 * bytes each. Safe for many threads.
 */
final class EndCount {
  private final ReentrantLock lock = new ReentrantLock();
  private final Doorbell doorbell = new Doorbell();
  private final Map<String, Long> lastOf = new ConcurrentHashMap<>(); // written by lock
  private volatile long latest; // written by lock

  /** A worker of the session has ended, as can be seen by now. */
  void tell(String session) {
    lock.lock();
    try {
      long next = latest + 1;
      lastOf.put(session, next);
      latest = next;
    } finally {
      lock.unlock();
    }
    doorbell.ring();
  }

  /** As {@link Keeper#ends}. */
  Ends await(long after, Duration wait) throws InterruptedException {
    doorbell.await(() -> latest > after, wait);
    // Asked first: what ends meanwhile may be told twice, but not never.
    long last = latest;
    return new Ends(
        last,
        lastOf.entrySet().stream()
            .filter(end -> end.getValue() > after)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
  }
}
