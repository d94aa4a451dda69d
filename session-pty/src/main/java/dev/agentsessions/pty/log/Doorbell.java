package dev.agentsessions.pty.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BooleanSupplier;

/**
 * Wakes whoever waits for a change. Safe for any number of threads. Ringing costs one volatile read
 * while nobody waits and one wake-up otherwise, however many wait: each woken thread wakes the
 * next, so the cost of many readers is theirs and not the writer's.
 */
public final class Doorbell {
  private static final class Ring extends CountDownLatch {
    volatile boolean awaited;

    Ring() {
      super(1);
    }
  }

  private static final AtomicReferenceFieldUpdater<Doorbell, Ring> CURRENT =
      AtomicReferenceFieldUpdater.newUpdater(Doorbell.class, Ring.class, "current");

  private volatile Ring current = new Ring();

  /** Wakes those who wait. What they look at must have been changed before, by volatile writes. */
  public void ring() {
    Ring ring = current;
    // Losing the exchange is fine: the winner wakes the same threads, and after this change.
    if (ring.awaited && CURRENT.compareAndSet(this, ring, new Ring())) {
      ring.countDown();
    }
  }

  /**
   * Waits until the condition holds, looking at it before waiting and after every ring.
   *
   * @param condition cheap, and reading volatile state only
   * @param atMost the longest wait; zero or less only looks; one of more nanoseconds than a long
   *     can say has no end, and no timer
   * @return whether it holds
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
    long start = System.nanoTime();
    long nanos = TimeUnit.NANOSECONDS.convert(atMost);
    while (true) {
      Ring ring = current;
      if (condition.getAsBoolean()) {
        return true;
      }
      // Said before looking again: a change after this look finds the ring awaited.
      ring.awaited = true;
      if (condition.getAsBoolean()) {
        return true;
      }
      if (nanos == Long.MAX_VALUE) {
        ring.await();
        continue;
      }
      long left = nanos - (System.nanoTime() - start);
      if (left <= 0 || !ring.await(left, TimeUnit.NANOSECONDS)) {
        return condition.getAsBoolean();
      }
    }
  }
}
