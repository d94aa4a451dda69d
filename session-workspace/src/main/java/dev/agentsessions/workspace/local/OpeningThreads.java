package dev.agentsessions.workspace.local;

import dev.agentsessions.HostPart;
import dev.agentsessions.session.SessionException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Opens things that could turn out to be a pipe. Opening a pipe waits for its other end, and Java
 * can neither say that it should not nor be interrupted. A pipe is never opened knowingly; if one
 * is put there in the moment between the look and the opening, one of these threads waits for it,
 * and its caller does not. When all of them wait, this host opens no files until they are let go,
 * and goes on with everything else. Safe from any thread.
 */
final class OpeningThreads implements HostPart {
  /** What may throw, and gives something that has to be closed. */
  @FunctionalInterface
  interface Opening<T extends AutoCloseable> {
    T open() throws IOException;
  }

  private static final int THREADS = 16;
  private static final int WAITING = 1000;

  private final Duration patience;
  private final ThreadPoolExecutor threads;

  /**
   * @param patience the longest that an opening may take, its waiting for a thread included
   */
  OpeningThreads(Duration patience) {
    this.patience = patience;
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("workspace-open-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * @throws SessionException.Unavailable if it takes too long; what is opened later is closed
   * @throws IOException as the opening does
   */
  <T extends AutoCloseable> T open(Opening<T> opening) throws IOException {
    var result = new CompletableFuture<T>();
    try {
      threads.execute(() -> open(opening, result));
      return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw new SessionException.Unavailable("too many files are being opened", e);
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } catch (TimeoutException e) {
      return given(result, "a file does not open");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return given(result, "opening a file was interrupted");
    }
  }

  private static <T extends AutoCloseable> void open(
      Opening<T> opening, CompletableFuture<T> result) {
    try {
      T opened = opening.open();
      if (!result.complete(opened)) {
        opened.close();
      }
    } catch (Throwable e) { // told to who asked
      result.completeExceptionally(e);
    }
  }

  /** Nobody waits for it any longer; it could have come at the last moment. */
  private static <T> T given(CompletableFuture<T> result, String problem) throws IOException {
    if (result.cancel(false)) {
      throw new SessionException.Unavailable(problem, null);
    }
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError("it is there already", e);
    }
  }

  private static IOException thrown(@Nullable Throwable cause) throws IOException {
    return switch (cause) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> new IOException(cause);
    };
  }

  @Override
  public void start() {}

  /** Who still waits for a pipe keeps nothing alive. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
