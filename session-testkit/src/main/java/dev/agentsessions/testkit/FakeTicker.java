package dev.agentsessions.testkit;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.time.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Monotonic time of one host, which stands still until a test moves it. A paused one is the ticker
 * of a suspended machine: time passes by without it. Safe from any thread.
 */
public final class FakeTicker implements Ticker {
  private final ReentrantLock lock = new ReentrantLock();
  private Duration now = Duration.ZERO; // guarded by lock
  private boolean paused; // guarded by lock

  @Override
  public Duration now() {
    lock.lock();
    try {
      return now;
    } finally {
      lock.unlock();
    }
  }

  /** Passes time, unless paused. */
  public void advance(Duration by) {
    checkArgument(!by.isNegative(), "monotonic time never goes back: %s", by);
    lock.lock();
    try {
      if (!paused) {
        now = now.plus(by);
      }
    } finally {
      lock.unlock();
    }
  }

  public void pause() {
    setPaused(true);
  }

  /** Goes on from where it was paused. */
  public void resume() {
    setPaused(false);
  }

  private void setPaused(boolean value) {
    lock.lock();
    try {
      paused = value;
    } finally {
      lock.unlock();
    }
  }
}
