package dev.agentsessions.testkit.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputLog;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Of what a worker printed the newest is kept; the oldest goes, at once or a little later. */
public interface OutputTrimmingContract extends OutputPorts {
  /** What {@link #keepingLittle} keeps at least, in bytes. */
  int LITTLE = 256 * 1024;

  /** Another log, which keeps the newest {@value #LITTLE} bytes of a worker and at most 4 times. */
  OutputPorts keepingLittle();

  private static PrintingWorker printedMuch(OutputPorts ports, int bytes) {
    PrintingWorker worker = PrintingWorker.started(ports);
    byte[] line = "0123456789abcde\n".repeat(1000).getBytes(UTF_8);
    for (int printed = 0; printed < bytes; printed += line.length) {
      worker.print(line);
    }
    await().until(() -> worker.bounds().end() - worker.bounds().base() <= 4 * LITTLE);
    return worker;
  }

  @Test
  @DisplayName("O-02 output that is trimmed moves the base and no offset")
  default void whatIsTrimmedMovesTheBaseAndNoOffset() {
    PrintingWorker worker = printedMuch(keepingLittle(), 4_000_000);

    OutputBounds bounds = worker.bounds();
    assertThat(bounds.end()).isEqualTo(4_000_000);
    assertThat(bounds.end() - bounds.base()).isBetween((long) LITTLE, 4L * LITTLE);
    long aligned = (bounds.base() / 16 + 1) * 16;
    assertThat(worker.read(1, aligned, 16)).asString().isEqualTo("0123456789abcde\n");
    assertThat(worker.read(1, 4_000_000 - 16, 99)).asString().isEqualTo("0123456789abcde\n");
  }

  @Test
  @DisplayName("O-03 before the first byte kept nothing is read, and nothing is waited for")
  default void beforeTheFirstByteKeptNothingIsRead() throws InterruptedException {
    OutputPorts little = keepingLittle();
    PrintingWorker worker = printedMuch(little, 2_000_000);

    long base = worker.bounds().base();
    assertThat(base).isPositive();
    assertThat(worker.read(1, base - 1, 10)).isEmpty();
    for (long before : new long[] {base, base - 1, 0}) {
      assertThat(worker.backward(before, 10).bytes().hasRemaining()).isFalse();
      assertThat(worker.backward(before, 10).from()).isEqualTo(base);
      assertThat(worker.backward(before, 10).hasMore()).isFalse();
    }
    assertThat(worker.backward(base + 5, 10).from()).isEqualTo(base);
    assertThat(worker.backward(base + 5, 10).hasMore()).isFalse();
    assertThat(little.log().awaitMore(worker.at(1, 0), Duration.ofHours(1))).isTrue();
  }

  @Test
  @DisplayName("O-02 a reader that is overtaken reads the right bytes or none")
  default void aReaderThatIsOvertakenReadsTheRightBytesOrNone() throws Exception {
    OutputPorts little = keepingLittle();
    PrintingWorker worker = PrintingWorker.started(little);
    byte[] period = new byte[251]; // prime, so that it meets pieces of storage everywhere
    for (int at = 0; at < period.length; at++) {
      period[at] = (byte) at;
    }
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> wrong = readers.submit(() -> wrongBytesSeenFromTheBase(worker, little.log()));

      for (int round = 0; round < 20_000; round++) {
        worker.print(period);
      }
      worker.end();

      assertThat(wrong.get()).isZero();
    }
  }

  @Test
  @DisplayName(
      "S-20 the room that output takes is told: of all epochs, until it is trimmed or gone")
  default void theRoomThatOutputTakesIsTold() {
    byte[] noise = new byte[100_000]; // cannot be compressed
    new Random(20).nextBytes(noise);
    PrintingWorker worker = new PrintingWorker(this);
    assertThat(log().kept(worker.ref())).isZero();

    worker.start(1);
    worker.print(noise);
    worker.start(2);
    worker.print(noise);

    assertThat(log().kept(worker.ref())).isBetween(200_000L, 300_000L);
    PrintingWorker trimmed = printedMuch(keepingLittle(), 4_000_000);
    assertThat(trimmed.kept()).isBetween(1L, 5L * LITTLE);
    worker.end();
    sink().remove(worker.ref());
    assertThat(log().kept(worker.ref())).isZero();
  }

  /** Reads again and again where the next bytes are trimmed, both ways, until the worker ended. */
  private static long wrongBytesSeenFromTheBase(PrintingWorker worker, OutputLog log) {
    long wrong = 0;
    OutputBounds bounds = worker.bounds(1);
    while (bounds.open()) {
      wrong += wrongBytes(bounds.base(), worker.read(1, bounds.base(), LITTLE));
      var range = log.readBackward(worker.at(1, bounds.base() + 5000), 9000);
      byte[] backward = new byte[range.bytes().remaining()];
      range.bytes().get(backward);
      wrong += wrongBytes(range.from(), backward);
      bounds = worker.bounds(1);
    }
    return wrong;
  }

  private static long wrongBytes(long from, byte[] read) {
    long wrong = 0;
    for (int at = 0; at < read.length; at++) {
      wrong += read[at] == (byte) ((from + at) % 251) ? 0 : 1;
    }
    return wrong;
  }

  @Test
  @DisplayName("O-02 of several epochs the earliest is trimmed first")
  default void theEarliestEpochIsTrimmedFirst() {
    PrintingWorker worker = PrintingWorker.started(keepingLittle());
    worker.print("x".repeat(LITTLE));
    worker.start(2);
    byte[] piece = "y".repeat(1000).getBytes(UTF_8);

    for (int round = 0; round < 2_000; round++) {
      worker.print(piece);
    }

    await().until(() -> worker.bounds().base() > 0);
    OutputBounds first = worker.bounds(1);
    assertThat(first.base()).as("nothing is kept of it").isEqualTo(first.end());
    assertThat(worker.bounds().end()).isEqualTo(2_000_000);
    assertThat(worker.read(1, 0, 10)).isEmpty();
  }
}
