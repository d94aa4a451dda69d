package dev.agentsessions.content;

import dev.agentsessions.HostPart;
import dev.agentsessions.http.ProcessEnds;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the ends that were seen here. Safe for many threads, also those that wait. */
final class Ends implements ProcessEnds, HostPart {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long count; // guarded by lock
  private boolean closing; // guarded by lock

  @Inject
  Ends() {}

  void add() {
    lock.lock();
    try {
      count++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void await(long known, Duration wait) throws InterruptedException {
    long left = wait.toNanos();
    lock.lockInterruptibly();
    try {
      while (count == known && !closing && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start() {}

  /** Whoever waits goes on: the server does not end before its calls. */
  @Override
  public void hostClosing() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {}
}
