package dev.agentsessions.testkit.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.output.OutputLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many readers of one worker, each at its own pace. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface OutputReadersContract extends OutputPorts {
  /** Longer than any test may take: whoever is not woken fails it. */
  Duration FOREVER = Duration.ofHours(1);

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static void print(PrintingWorker worker, byte[] bytes, int pieces) {
    int step = bytes.length / pieces;
    for (int at = 0; at < bytes.length; at += step) {
      worker.print(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step)));
    }
  }

  @Test
  @DisplayName("O-05 readers on virtual threads get equal bytes while the worker prints")
  default void concurrentReadersGetEqualBytes() throws Exception {
    byte[] bytes = random(2 << 20);
    PrintingWorker worker = PrintingWorker.started(this);
    List<Future<String>> digests = new ArrayList<>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int reader = 0; reader < 32; reader++) {
        int piece = 100 + 4999 * reader;
        digests.add(readers.submit(() -> new Follower(log(), worker, piece).toTheEnd()));
      }

      print(worker, bytes, 1000);
      worker.end();

      for (Future<String> digest : digests) {
        assertThat(digest.get()).isEqualTo(Follower.sha256(bytes));
      }
    }
  }

  @Test
  @DisplayName("O-05 readers that stand still do not hold the worker and go on to identical bytes")
  default void readersThatStandStillHoldNobody() throws Exception {
    byte[] bytes = random(4 << 20);
    PrintingWorker worker = PrintingWorker.started(this);
    worker.print(Arrays.copyOf(bytes, 1000));
    List<Follower> standing = new ArrayList<>();
    for (int reader = 0; reader < 100; reader++) {
      Follower follower = new Follower(log(), worker, 64);
      assertThat(follower.readSome()).isTrue();
      standing.add(follower);
    }

    print(worker, Arrays.copyOfRange(bytes, 1000, bytes.length), 1000);
    worker.end();

    assertThat(worker.bounds().end()).isEqualTo(bytes.length);
    assertThat(new Follower(log(), worker, 1 << 16).toTheEnd()).isEqualTo(Follower.sha256(bytes));
    assertThat(standing.getFirst().toTheEnd()).isEqualTo(Follower.sha256(bytes));
    assertThat(standing.getLast().toTheEnd()).isEqualTo(Follower.sha256(bytes));
  }

  @Test
  @DisplayName("O-05 a waiting reader is woken by every append")
  default void aWaitingReaderIsWokenByEveryAppend() throws Exception {
    PrintingWorker worker = PrintingWorker.started(this);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 500; round++) {
        long end = round;
        Future<Boolean> woken = threads.submit(() -> log().awaitMore(worker.at(1, end), FOREVER));

        worker.print("x");

        assertThat(woken.get()).isTrue();
      }
    }
  }

  @Test
  @DisplayName("O-05 a waiting reader is woken when the worker ends, begins anew or is removed")
  default void aWaitingReaderIsWokenByTheEnd() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 100; round++) {
        PrintingWorker worker = PrintingWorker.started(this);
        worker.print("abc");
        Future<Boolean> woken = threads.submit(() -> log().awaitMore(worker.at(1, 3), FOREVER));

        switch (round % 3) {
          case 0 -> worker.end();
          case 1 -> worker.start(2);
          default -> sink().remove(worker.ref());
        }

        assertThat(woken.get()).isTrue();
      }
    }
  }

  @Test
  default void aWaitMayHaveNoEnd() throws Exception {
    PrintingWorker worker = PrintingWorker.started(this);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> woken =
          threads.submit(() -> log().awaitMore(worker.at(1, 0), OutputLog.HOWEVER_LONG));

      worker.print("x");

      assertThat(woken.get()).isTrue();
    }
  }

  @Test
  default void waitingIsNotNeededWhereThereIsSomethingOrNothingMoreCanCome() throws Exception {
    PrintingWorker worker = PrintingWorker.started(this);
    worker.print("abc");

    assertThat(log().awaitMore(worker.at(1, 2), FOREVER)).as("a byte is there").isTrue();
    assertThat(log().awaitMore(worker.at(2, 0), FOREVER)).as("no such epoch").isTrue();
    worker.end();
    assertThat(log().awaitMore(worker.at(1, 3), FOREVER)).as("the end").isTrue();
    assertThat(log().awaitMore(worker.at(1, 99), FOREVER)).as("beyond the end").isTrue();
  }

  @Test
  default void waitingEndsWhenTheTimeIsOver() throws Exception {
    PrintingWorker worker = PrintingWorker.started(this);
    worker.print("abc");

    assertThat(log().awaitMore(worker.at(1, 3), Duration.ofMillis(5))).isFalse();
    assertThat(log().awaitMore(worker.at(1, 99), Duration.ofMillis(5))).isFalse();
  }

  @Test
  default void aWaitingReaderCanBeInterrupted() {
    PrintingWorker worker = PrintingWorker.started(this);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> log().awaitMore(worker.at(1, 0), FOREVER))
        .isInstanceOf(InterruptedException.class);
  }
}
