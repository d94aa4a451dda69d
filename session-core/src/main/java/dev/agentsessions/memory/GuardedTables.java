package dev.agentsessions.memory;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The one lock of a store. What runs under it is this package's own and short: no clock, no
 * listener, nothing that a caller gave. A call that throws must have written nothing yet.
 */
final class GuardedTables {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private final Tables tables = Tables.empty(); // guarded by lock

  <T> T read(Function<Tables, T> reading) {
    lock.lock();
    try {
      return reading.apply(tables);
    } finally {
      lock.unlock();
    }
  }

  /** Writes, and wakes those who wait for a fact. */
  <T> T write(Function<Tables, T> writing) {
    lock.lock();
    try {
      T result = writing.apply(tables);
      written.signalAll();
      return result;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a fact holds.
   *
   * @return whether it does; false when the time is over
   */
  boolean await(Predicate<Tables> fact, Duration wait) throws InterruptedException {
    long left = NANOSECONDS.convert(wait); // saturates, where toNanos overflows
    lock.lockInterruptibly();
    try {
      while (!fact.test(tables)) {
        if (left <= 0) {
          return false;
        }
        left = written.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
