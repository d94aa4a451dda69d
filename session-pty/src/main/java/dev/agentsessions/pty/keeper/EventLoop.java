package dev.agentsessions.pty.keeper;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;

/**
 * One thread that waits for all terminals and processes, and does what is to be done with them. It
 * never waits for anything else. {@link #call} is for other threads; everything else is for what
 * runs on the loop.
 */
final class EventLoop implements AutoCloseable {
  private static final Logger LOG = System.getLogger(EventLoop.class.getName());

  private record Timer(long dueNanos, Runnable task) {}

  private final Poller poller;
  private final Thread thread;
  private final Queue<Runnable> calls = new ConcurrentLinkedQueue<>();

  // Of the loop's thread alone.
  private final DrainBuffer buffer = new DrainBuffer();
  private final Map<Long, IntConsumer> handlers = new HashMap<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>((one, other) -> Long.signum(one.dueNanos() - other.dueNanos()));
  private long lastToken = Poller.WOKEN;

  private volatile boolean ended;

  private EventLoop(Poller poller) {
    this.poller = poller;
    this.thread =
        Thread.ofPlatform().name("agent-sessions-terminals").daemon().unstarted(this::loop);
  }

  /**
   * Starts the thread.
   *
   * @param poller closed with the loop
   */
  static EventLoop start(Poller poller) {
    EventLoop loop = new EventLoop(poller);
    loop.thread.start();
    return loop;
  }

  /** Something to do on the loop's thread. */
  interface Task<T, X extends Exception> {
    T run() throws X;
  }

  /**
   * Does something on the loop's thread and waits for it. For other threads.
   *
   * @throws X what the task throws
   * @throws IllegalStateException if the loop has ended; nothing was done
   */
  @SuppressWarnings("unchecked") // what a task throws is an X or unchecked
  <T, X extends Exception> T call(Task<T, X> task) throws X {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable call =
        () -> {
          try {
            result.complete(task.run());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        };
    calls.add(call);
    poller.wake();
    if (ended && calls.remove(call)) {
      throw new IllegalStateException("the loop has ended");
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      throw (X) e.getCause();
    }
  }

  /** The same for what answers nothing. */
  void run(Runnable task) {
    call(
        () -> {
          task.run();
          return true;
        });
  }

  /**
   * Prepares to wait for a file.
   *
   * @param handler told the events; still told once after the interest has ended, if an event was
   *     there already
   */
  Interest interest(int fd, IntConsumer handler) {
    lastToken++;
    handlers.put(lastToken, handler);
    return new Interest(poller, fd, lastToken);
  }

  /** Where whatever runs on the loop may read into. */
  DrainBuffer buffer() {
    return buffer;
  }

  /** Forgets a file, before it is closed. */
  void forget(Interest interest) {
    handlers.remove(interest.token());
    try {
      interest.none();
    } catch (SystemCallException e) {
      LOG.log(Level.ERROR, "a file cannot be taken out of the loop", e);
    }
  }

  void later(Duration delay, Runnable task) {
    timers.add(new Timer(System.nanoTime() + delay.toNanos(), task));
  }

  /** Ends the thread after what it was told to do before. Not for the loop's thread. */
  @Override
  public void close() {
    run(() -> ended = true);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    poller.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    while (!ended) {
      try {
        int events = poller.await(millisToNextTimer());
        for (int event = 0; event < events; event++) {
          handle(poller.token(event), poller.ready(event));
        }
      } catch (SystemCallException e) {
        throw new IllegalStateException("terminals can no longer be waited for", e);
      }
      runCalls();
      runTimers();
    }
    runCalls();
  }

  private void handle(long token, int ready) {
    IntConsumer handler = handlers.get(token);
    if (handler == null) {
      return;
    }
    try {
      handler.accept(ready);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a terminal is no longer read, for a mistake in this program", e);
      handlers.remove(token);
    }
  }

  private void runCalls() {
    for (Runnable call = calls.poll(); call != null; call = calls.poll()) {
      call.run();
    }
  }

  private void runTimers() {
    while (!timers.isEmpty() && timers.element().dueNanos() - System.nanoTime() <= 0) {
      timers.remove().task().run();
    }
  }

  private int millisToNextTimer() {
    if (timers.isEmpty()) {
      return -1;
    }
    long nanos = timers.element().dueNanos() - System.nanoTime();
    return (int) Math.max(0, nanos / 1_000_000 + 1);
  }
}
