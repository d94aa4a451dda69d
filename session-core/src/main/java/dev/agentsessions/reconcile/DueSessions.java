package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionId;
import dev.agentsessions.time.Ticker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which session to look at next: one ordered queue, at most one entry a session, none for a session
 * at rest. A session that is being looked at is not handed out again until that look is over. Safe
 * for many threads.
 */
final class DueSessions implements WakeUps {
  private record Due(Duration at, SessionId session) {}

  private static final Comparator<Due> ORDER =
      Comparator.comparing(Due::at).thenComparing(due -> due.session().value());

  private final Ticker ticker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeSet<Due> queue = new TreeSet<>(ORDER); // guarded by lock
  private final Map<SessionId, Due> entries = new HashMap<>(); // guarded by lock
  private final Set<SessionId> busy = new HashSet<>(); // guarded by lock

  @Inject
  DueSessions(Ticker ticker) {
    this.ticker = requireNonNull(ticker, "ticker");
  }

  @Override
  public void wake(SessionId session) {
    schedule(session, Duration.ZERO);
  }

  /** Looks at a session after some time, or sooner if it is due sooner already. */
  void schedule(SessionId session, Duration in) {
    lock.lock();
    try {
      var due = new Due(ticker.now().plus(in), session);
      Due before = entries.get(session);
      if (before != null && before.at().compareTo(due.at()) <= 0) {
        return;
      }
      put(session, due);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the session that is due next; {@link #done} gives it back.
   *
   * @param wait longest time to wait for one
   */
  Optional<SessionId> take(Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      while (true) {
        Optional<Due> next = nextFree();
        Duration now = ticker.now();
        if (next.isPresent() && next.get().at().compareTo(now) <= 0) {
          queue.remove(next.get());
          entries.remove(next.get().session());
          busy.add(next.get().session());
          return Optional.of(next.get().session());
        }
        if (left <= 0) {
          return Optional.empty();
        }
        long until = next.map(due -> due.at().minus(now).toNanos()).orElse(left);
        long slice = Math.min(left, until);
        left -= slice - changed.awaitNanos(slice);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The look at a session is over; a wake-up that came meanwhile counts. */
  void done(SessionId session) {
    lock.lock();
    try {
      busy.remove(session);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many wait to be looked at, now or later. */
  int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** How long the one that waits longest should have been looked at already; zero: none should. */
  Duration overdue() {
    lock.lock();
    try {
      return nextFree()
          .map(due -> ticker.now().minus(due.at()))
          .filter(Duration::isPositive)
          .orElse(Duration.ZERO);
    } finally {
      lock.unlock();
    }
  }

  private void put(SessionId session, Due due) {
    Due before = entries.put(session, due);
    if (before != null) {
      queue.remove(before);
    }
    queue.add(due);
    changed.signalAll();
  }

  private Optional<Due> nextFree() {
    return queue.stream().filter(due -> !busy.contains(due.session())).findFirst();
  }
}
