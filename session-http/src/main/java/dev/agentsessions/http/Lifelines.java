package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Credentials;
import dev.agentsessions.time.Ticker;
import io.helidon.common.socket.HelidonSocket;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every connection that stays open, and the one thread that cuts those which do not move on and
 * wakes those which asked for it. Thread-safe.
 */
final class Lifelines {
  private static final Logger log = LoggerFactory.getLogger(Lifelines.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Ticker ticker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Lifeline> open = new HashSet<>(); // guarded by lock
  private volatile boolean closing; // written under lock

  @Inject
  Lifelines(Ticker ticker) {
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /** Starts the thread; it ends with {@link #close}. */
  void start() {
    Thread.ofVirtual().name("http-lifelines").start(this::look);
  }

  /** Takes a connection in. */
  Lifeline add(HelidonSocket socket, Credentials credentials, Lifeline.Holder holder) {
    var lifeline = new Lifeline(socket, credentials, holder, ticker);
    lock.lock();
    try {
      open.add(lifeline);
    } finally {
      lock.unlock();
    }
    if (closing) {
      lifeline.end();
    }
    return lifeline;
  }

  /** Its threads have ended. */
  void remove(Lifeline lifeline) {
    lock.lock();
    try {
      open.remove(lifeline);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int count() {
    return open().size();
  }

  /** Those that are open now. */
  Set<Lifeline> open() {
    lock.lock();
    try {
      return Set.copyOf(open);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the server is about to close, and every connection with it. */
  boolean isClosing() {
    return closing;
  }

  /**
   * Ends all connections: asked first, cut when they do not.
   *
   * @param wait for those that were asked
   */
  void close(Duration wait) throws InterruptedException {
    List<Lifeline> ends;
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
      ends = List.copyOf(open);
    } finally {
      lock.unlock();
    }
    ends.forEach(Lifeline::end);
    cutAfter(wait);
  }

  private void cutAfter(Duration wait) throws InterruptedException {
    long left = wait.toNanos();
    lock.lock();
    try {
      while (!open.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      open.forEach(Lifeline::cut);
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    lock.lock();
    try {
      while (!closing) {
        changed.awaitNanos(TimeUnit.NANOSECONDS.convert(LOOK_EVERY));
        open.forEach(Lifeline::wakeIfDue);
        open.stream()
            .filter(Lifeline::isOverdue)
            .forEach(
                lifeline -> {
                  log.info("a connection did not move on and is cut");
                  lifeline.cut();
                });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
