package dev.agentsessions.testkit.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InMemoryOutputLogTest implements OutputLogContract {
  private static final int CHUNK = 64 * 1024;

  private final InMemoryOutputLog log = new InMemoryOutputLog();

  @Override
  public OutputLog log() {
    return log;
  }

  @Override
  public OutputSink sink() {
    return log;
  }

  /** A log that keeps little. */
  private static final class Small implements OutputPorts {
    private final InMemoryOutputLog log = new InMemoryOutputLog(4 * CHUNK);

    @Override
    public OutputLog log() {
      return log;
    }

    @Override
    public OutputSink sink() {
      return log;
    }
  }

  @Test
  @DisplayName("O-01 what is forgotten moves the base and no offset")
  void whatIsForgottenMovesTheBaseAndNoOffset() {
    PrintingWorker worker = PrintingWorker.started(new Small());
    byte[] line = "0123456789abcde\n".repeat(1000).getBytes(UTF_8);

    for (int round = 0; round < 1000; round++) {
      worker.print(line);
    }

    assertThat(worker.bounds().end()).isEqualTo(16_000_000);
    assertThat(worker.bounds().end() - worker.bounds().base()).isBetween(3L * CHUNK, 4L * CHUNK);
    long aligned = (worker.bounds().base() / 16 + 1) * 16;
    assertThat(worker.read(1, aligned, 16)).asString().isEqualTo("0123456789abcde\n");
  }

  @Test
  @DisplayName("O-03 before the first byte kept nothing is read, and nothing is waited for")
  void beforeTheFirstByteKeptNothingIsRead() throws InterruptedException {
    var small = new Small();
    PrintingWorker worker = PrintingWorker.started(small);

    worker.print("x".repeat(10 * CHUNK));

    long base = worker.bounds().base();
    assertThat(base).isPositive();
    assertThat(worker.read(1, base - 1, 10)).isEmpty();
    assertThat(worker.backward(base, 10).bytes().hasRemaining()).isFalse();
    assertThat(worker.backward(base + 5, 10).hasMore()).isFalse();
    assertThat(small.log().awaitMore(worker.at(1, 0), Duration.ofHours(1))).isTrue();
  }

  @Test
  @DisplayName("O-01 a reader that is overtaken reads the right bytes or none")
  void aReaderThatIsOvertakenReadsTheRightBytesOrNone() throws Exception {
    var small = new Small();
    PrintingWorker worker = PrintingWorker.started(small);
    byte[] period = new byte[251]; // prime, so that it meets chunks everywhere
    for (int at = 0; at < period.length; at++) {
      period[at] = (byte) at;
    }
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> wrong = readers.submit(() -> wrongBytesSeenFromTheBase(worker));

      for (int round = 0; round < 40_000; round++) {
        worker.print(period);
      }
      worker.end();

      assertThat(wrong.get()).isZero();
    }
  }

  /** Reads again and again where the next bytes are forgotten, until the worker ended. */
  private static long wrongBytesSeenFromTheBase(PrintingWorker worker) {
    long wrong = 0;
    OutputBounds bounds = worker.bounds(1);
    while (bounds.open()) {
      byte[] read = worker.read(1, bounds.base(), 3 * CHUNK);
      for (int at = 0; at < read.length; at++) {
        wrong += read[at] == (byte) ((bounds.base() + at) % 251) ? 0 : 1;
      }
      bounds = worker.bounds(1);
    }
    return wrong;
  }

  @Test
  void earlierEpochsAreForgottenFirst() {
    PrintingWorker worker = PrintingWorker.started(new Small());
    worker.print("x".repeat(CHUNK));
    worker.start(2);
    worker.print("y".repeat(CHUNK));
    worker.start(3);

    worker.print("z".repeat(3 * CHUNK + 1));

    assertThat(worker.bounds(1)).isEqualTo(OutputBounds.NOTHING);
    assertThat(worker.bounds(2)).isEqualTo(new OutputBounds(2, 1024, CHUNK, false));
    assertThat(worker.bounds(3)).isEqualTo(new OutputBounds(3, 0, 3 * CHUNK + 1, true));
  }

  @Test
  void appendingNeedsAnOpenEpoch() {
    PrintingWorker worker = PrintingWorker.ended(this, "abc");

    assertThatThrownBy(() -> worker.print("d")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new PrintingWorker(this).print("d"))
        .isInstanceOf(IllegalStateException.class);
  }
}
