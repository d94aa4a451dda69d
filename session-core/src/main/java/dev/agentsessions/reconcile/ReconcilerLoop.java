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
  private static final Duration JOIN = Duration.ofSeconds(5);

  private final Reconciler reconciler;
  private final DueSessions due;
  private final Housekeeping housekeeping;
  private final Runtimes runtimes;
  private final ReconcilerMetrics metrics;
  private final Semaphore permits;
  private final int parallel;
  private final Map<SessionId, Integer> failures = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>(); // the starting thread's own

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

  /** Joins the store's hosts and takes this host's own sessions back at once. */
  @Override
  public void start() {
    housekeeping.join();
    threads.add(Thread.ofVirtual().name("reconciler-lease").start(this::keepHouse));
    threads.add(Thread.ofVirtual().name("reconciler").start(this::handOut));
    runtimes
        .byName()
        .forEach(
            (name, runtime) ->
                runtime
                    .changes()
                    .ifPresent(
                        changes ->
                            threads.add(
                                Thread.ofVirtual()
                                    .name("reconciler-changes-" + name)
                                    .start(() -> hear(changes)))));
  }

  /** Ends the threads; a pass that is under way is waited for, up to 5 s. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(JOIN);
      }
      if (!permits.tryAcquire(parallel, JOIN.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("a pass was still under way after {}", JOIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
