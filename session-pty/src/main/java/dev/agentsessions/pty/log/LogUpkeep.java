package dev.agentsessions.pty.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the output of a data directory within its limits, in the background: closed segments are
 * compressed, the oldest trimmed. Of several programs that are asked to, one at a time does. Safe
 * for many threads.
 */
public final class LogUpkeep implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LogUpkeep.class.getName());

  /** Leaves the disk to a program that is starting. */
  private static final Duration FIRST_SWEEP = Duration.ofMinutes(1);

  /** Knows sessions. */
  @FunctionalInterface
  public interface Rest {
    /** Since when a session rests; empty when it does not, or is not known. */
    Optional<Instant> since(String session);
  }

  private interface Work {
    void run() throws IOException;
  }

  private final DiskLogs logs;
  private final UpkeepConfig config;
  private final InstantSource clock;
  private final Rest rest;
  private final WorkerUpkeep upkeep;
  private final UpkeepLock lock;
  private final ScheduledThreadPoolExecutor thread;

  // At most one entry each for a worker: asked for now, and once what it closed is old enough.
  private final Set<WorkerKey> soon = ConcurrentHashMap.newKeySet();
  private final Set<WorkerKey> later = ConcurrentHashMap.newKeySet();

  /**
   * Starts the thread.
   *
   * @param logs to be closed after this
   */
  public LogUpkeep(DiskLogs logs, UpkeepConfig config, InstantSource clock, Rest rest) {
    this.logs = logs;
    this.config = config;
    this.clock = clock;
    this.rest = rest;
    this.upkeep = new WorkerUpkeep(logs, config, clock, new DiskChanges(() -> {}));
    this.lock = new UpkeepLock(logs.data());
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().name("agent-sessions-log-upkeep").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy()); // what is left undone is done by the next
    schedule(least(config.sweep(), FIRST_SWEEP), this::sweepAgainAndAgain);
    logs.tellOfClosed(this::closed);
  }

  /** Says that a segment of a worker was closed. */
  private void closed(WorkerKey worker) {
    if (soon.add(worker)) {
      thread.execute(
          () -> {
            soon.remove(worker);
            attempt(() -> pass(worker));
          });
    }
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void attempt(Work work) {
    try {
      if (lock.isHeld()) {
        work.run();
      }
    } catch (NoSuchFileException e) {
      LOG.log(Level.DEBUG, "output was removed while it was looked after", e);
    } catch (IOException | UncheckedIOException e) {
      if (!thread.isShutdown()) {
        LOG.log(Level.WARNING, "output could not be compressed or trimmed", e);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the upkeep of output failed", e);
    }
  }

  private void pass(WorkerKey worker) throws IOException {
    boolean left = upkeep.pass(worker);
    if (left && later.add(worker)) {
      schedule(
          config.compressAfter(),
          () -> {
            later.remove(worker);
            attempt(() -> pass(worker));
          });
    }
  }

  private void schedule(Duration delay, Runnable task) {
    var _ = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS); // says itself what failed
  }

  private void sweepAgainAndAgain() {
    attempt(this::sweep);
    schedule(config.sweep(), this::sweepAgainAndAgain);
  }

  private void sweep() throws IOException {
    for (WorkerKey worker : logs.folders().workers()) {
      attempt(() -> pass(worker));
      attempt(() -> forgetWhatRestsForLong(worker));
    }
  }

  private void forgetWhatRestsForLong(WorkerKey worker) throws IOException {
    // Asked first: if the session starts meanwhile, what it prints then is in a later one.
    OptionalLong epoch = logs.folders().latest(worker);
    if (epoch.isEmpty() || !upkeep.hasBytes(worker)) {
      return;
    }
    Optional<Instant> since = rest.since(worker.session());
    if (since.isPresent() && !since.get().plus(config.afterRest()).isAfter(clock.instant())) {
      upkeep.trimAll(worker, epoch.getAsLong());
    }
  }

  /** Ends the thread, wherever it is in its work. */
  @Override
  public void close() {
    thread.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = thread.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    attempt(lock::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
