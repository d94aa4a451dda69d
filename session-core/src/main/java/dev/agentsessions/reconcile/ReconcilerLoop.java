package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Runtimes;
import dev.agentsessions.worker.WorkerChanges;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the threads that drive the {@link Reconciler}: one that hands out due sessions, up to {@code
 * parallel} virtual ones that look at them, one that renews the lease, and one a runtime that hears
 * of ended processes. Nothing per session at rest.
 */
public final class ReconcilerLoop implements HostPart {
  private static final Logger log = LoggerFactory.getLogger(ReconcilerLoop.class);
  private static final Duration LONG_WAIT = Duration.ofMinutes(1);
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);
  private static final int MAX_DOUBLINGS = 7;

  /** A few steps to record and to rest; whoever goes on writing to it does not hold up the end. */
  private static final int MOST_LAST_LOOKS = 20;

  private static final Duration JOIN = Duration.ofSeconds(5);

  private final Reconciler reconciler;
  private final DueSessions due;
  private final Housekeeping housekeeping;
  private final Runtimes runtimes;
  private final ReconcilerMetrics metrics;
  private final Semaphore permits;
  private final int parallel;
  private final Map<SessionId, Integer> failures = new ConcurrentHashMap<>();
  // Both are the starting thread's own.
  private final List<Thread> renewing = new ArrayList<>();
  private final List<Thread> looking = new ArrayList<>();

  @Inject
  ReconcilerLoop(
      Reconciler reconciler,
      DueSessions due,
      Housekeeping housekeeping,
      Runtimes runtimes,
      ReconcilerMetrics metrics,
      ReconcilerConfig config) {
    this.reconciler = requireNonNull(reconciler, "reconciler");
    this.due = requireNonNull(due, "due");
    this.housekeeping = requireNonNull(housekeeping, "housekeeping");
    this.runtimes = requireNonNull(runtimes, "runtimes");
    this.metrics = requireNonNull(metrics, "metrics");
    this.parallel = config.parallel();
    this.permits = new Semaphore(parallel);
  }

  /** Nothing yet: other hosts hear of this one when they can call it. */
  @Override
  public void start() {}

  /**
   * Joins the store's hosts, and takes this host's own sessions back at once. Not before every part
   * has started, for what runs in a session may need any of them.
   */
  @Override
  public void hostStarted() {
    housekeeping.join();
    renewing.add(Thread.ofVirtual().name("reconciler-lease").start(this::keepHouse));
    looking.add(Thread.ofVirtual().name("reconciler").start(this::handOut));
    runtimes
        .byName()
        .forEach(
            (name, runtime) ->
                runtime
                    .changes()
                    .ifPresent(
                        changes ->
                            looking.add(
                                Thread.ofVirtual()
                                    .name("reconciler-changes-" + name)
                                    .start(() -> hear(changes)))));
  }

  @Override
  public void hostClosing() {
    reconciler.beginNothing();
  }

  /**
   * Ends the threads; a pass that is under way is waited for, up to 5 s. Then looks once more at
   * each session that this host drives: what ended with the host is recorded, as long as the lease
   * holds.
   */
  @Override
  public void close() {
    try {
      end(looking);
      if (permits.tryAcquire(parallel, JOIN.toMillis(), TimeUnit.MILLISECONDS)) {
        reconciler.held().forEach(this::lookOnceMore);
      } else {
        log.warn("a pass was still under way after {}", JOIN);
      }
      end(renewing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(List<Thread> threads) throws InterruptedException {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join(JOIN);
    }
  }

  private void lookOnceMore(SessionId session) {
    try {
      int looks = 1;
      while (reconciler.pass(session).equals(NextLook.NOW) && looks < MOST_LAST_LOOKS) {
        looks++;
      }
    } catch (RuntimeException e) {
      log.warn("session {} could not be looked at once more: {}", session, e.toString(), e);
    }
  }

  private void handOut() {
    try {
      while (true) {
        permits.acquire();
        Optional<SessionId> next = Optional.empty();
        while (next.isEmpty()) {
          next = takeOrGiveBack();
        }
        SessionId session = next.get();
        Thread.ofVirtual().name("pass-" + session).start(() -> look(session));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the host closes
    }
  }

  private Optional<SessionId> takeOrGiveBack() throws InterruptedException {
    try {
      return due.take(LONG_WAIT);
    } catch (InterruptedException e) {
      permits.release();
      throw e;
    }
  }

  private void look(SessionId session) {
    ReconcilerMetrics.Running running = metrics.begin();
    try {
      reconciler.pass(session).in().ifPresent(wait -> due.schedule(session, wait));
      failures.remove(session);
      running.succeeded();
    } catch (RuntimeException e) {
      running.failed(e);
      Duration wait = backOff(failures.merge(session, 1, Integer::sum));
      log.warn("session {} is looked at again in {}: {}", session, wait, e.toString(), e);
      due.schedule(session, wait);
    } finally {
      due.done(session);
      permits.release();
    }
  }

  private static Duration backOff(int failures) {
    Duration wait = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return wait.plusMillis(ThreadLocalRandom.current().nextLong(1 + wait.toMillis() / 3));
  }

  private void keepHouse() {
    try {
      while (true) {
        Thread.sleep(housekeeping.interval());
        try {
          housekeeping.run();
        } catch (SessionException.Stale replaced) {
          log.error("this host was started again elsewhere: it owns nothing any more", replaced);
          return;
        } catch (RuntimeException e) {
          if (Thread.currentThread().isInterrupted()) {
            return; // the host closes, in the middle of it
          }
          log.warn("the lease was not renewed: {}", e.toString(), e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the host closes
    }
  }

  private void hear(WorkerChanges changes) {
    try {
      while (true) {
        changes.await(LONG_WAIT).forEach(due::wake);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the host closes
    }
  }
}
