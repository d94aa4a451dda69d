package dev.agentsessions.store.internal;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets in as many callers as a database takes at a time, in the order in which they came. Many
 * callers alone are no outage: whoever waits does so as long as others are served. Safe from any
 * thread.
 */
public final class Turnstile {
  /** Whoever is behind a call has given up by then: proxies and most clients wait a minute. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Duration patience;
  private final Duration longest;
  private final Ticker ticker;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Caller> waiting = new ArrayDeque<>(); // guarded by lock
  private int free; // guarded by lock; nobody waits while there are some
  private Duration lastServed; // guarded by lock

  /**
   * @param places at least 1
   * @param patience longest wait while nobody is served
   */
  public Turnstile(int places, Duration patience) {
    this(places, patience, LONGEST, Ticker.SYSTEM);
  }

  /**
   * @param longest longest wait, however many are served
   */
  Turnstile(int places, Duration patience, Duration longest, Ticker ticker) {
    checkArgument(places >= 1, "places must be at least 1: %s", places);
    this.patience = requireNonNull(patience, "patience");
    this.longest = requireNonNull(longest, "longest");
    this.ticker = requireNonNull(ticker, "ticker");
    free = places;
    lastServed = ticker.now();
  }

  /**
   * Waits for its turn, also when interrupted; the thread then stays so.
   *
   * @throws Unavailable if that does not come in time; then there is nothing to leave
   */
  public void enter() {
    lock.lock();
    try {
      if (free > 0) {
        free--;
      } else {
        awaitTurn(new Caller(lock.newCondition(), ticker.now()));
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitTurn(Caller caller) {
    waiting.addLast(caller);
    while (!caller.isCalled) {
      Duration left = timeLeft(caller);
      if (!left.isPositive()) {
        waiting.remove(caller);
        throw new Unavailable("the database is busy, or does not answer: try later", null);
      }
      var unused =
          Uninterruptibles.awaitUninterruptibly(caller.turn, left.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private Duration timeLeft(Caller caller) {
    Duration since = lastServed.compareTo(caller.came) > 0 ? lastServed : caller.came;
    Duration untilImpatient = since.plus(patience).minus(ticker.now());
    Duration untilTooLate = caller.came.plus(longest).minus(ticker.now());
    return untilImpatient.compareTo(untilTooLate) < 0 ? untilImpatient : untilTooLate;
  }

  /**
   * Lets the next one in. By any thread, once for each that entered.
   *
   * @param isServed whether the database answered
   */
  public void leave(boolean isServed) {
    lock.lock();
    try {
      if (isServed) {
        lastServed = ticker.now();
      }
      Caller next = waiting.pollFirst();
      if (next == null) {
        free++;
      } else {
        next.isCalled = true;
        next.turn.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Guarded by the lock. */
  private static final class Caller {
    private final Condition turn;
    private final Duration came;
    private boolean isCalled;

    Caller(Condition turn, Duration came) {
      this.turn = turn;
      this.came = came;
    }
  }
}
