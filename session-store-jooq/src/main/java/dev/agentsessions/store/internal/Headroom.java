package dev.agentsessions.store.internal;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much more fits below a limit, by what is limited. To count reads each row that is there, so a
 * count lets a sixteenth of what is left be added without another, within a minute: near the limit
 * each is counted for. Hosts do not know of each other's counts, so several that add for the same
 * in one minute may exceed the limit by what each was let. Safe for many threads.
 */
final class Headroom<K> {
  private static final int SHARE = 16;
  private static final Duration MAX_AGE = Duration.ofMinutes(1);
  private static final int MAX_KNOWN = 10_000;

  private final long limit;
  private final Cache<K, AtomicLong> known =
      CacheBuilder.newBuilder().expireAfterWrite(MAX_AGE).maximumSize(MAX_KNOWN).build();

  Headroom(long limit) {
    this.limit = limit;
  }

  /** Takes a place if one is known to be free; else it is to be counted. */
  boolean take(K key) {
    AtomicLong free = known.getIfPresent(key);
    return free != null && free.getAndDecrement() > 0;
  }

  /**
   * Takes a place after a count.
   *
   * @param there how many places are taken
   * @return false: there is none left
   */
  boolean take(K key, long there) {
    long left = limit - there;
    known.put(key, new AtomicLong(left / SHARE));
    return left > 0;
  }
}
