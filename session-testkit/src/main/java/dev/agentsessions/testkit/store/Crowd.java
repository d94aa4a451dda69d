package dev.agentsessions.testkit.store;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Many threads that start at once. */
final class Crowd {
  private static final int LIMIT_SECONDS = 60;

  private Crowd() {}

  /**
   * Runs tasks 0 to {@code count} - 1 at once, each on a thread of its own.
   *
   * @return their answers, by number
   */
  static <T> List<T> run(int count, IntFunction<Callable<T>> task) throws Exception {
    var start = new CountDownLatch(1);
    List<Future<T>> futures = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        Callable<T> one = task.apply(i);
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return one.call();
                }));
      }
      start.countDown();
      try {
        return answers(futures);
      } catch (ExecutionException | TimeoutException e) {
        threads.shutdownNow();
        throw e;
      }
    }
  }

  private static <T> List<T> answers(List<Future<T>> futures) throws Exception {
    List<T> answers = new ArrayList<>();
    for (Future<T> future : futures) {
      answers.add(future.get(LIMIT_SECONDS, SECONDS));
    }
    return answers;
  }
}
