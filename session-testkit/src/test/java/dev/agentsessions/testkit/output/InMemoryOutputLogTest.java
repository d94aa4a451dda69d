package dev.agentsessions.testkit.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
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

  @Override
  public OutputPorts keepingLittle() {
    return new Small();
  }

  /** A log that keeps little. */
  private static final class Small implements OutputPorts {
    private final InMemoryOutputLog log = new InMemoryOutputLog(5 * CHUNK);

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
  void earlierEpochsAreForgottenFirst() {
    PrintingWorker worker = PrintingWorker.started(new Small());
    worker.print("x".repeat(CHUNK));
    worker.start(2);
    worker.print("y".repeat(CHUNK));
    worker.start(3);

    worker.print("z".repeat(4 * CHUNK + 1));

    assertThat(worker.bounds(1)).isEqualTo(OutputBounds.NOTHING);
    assertThat(worker.bounds(2)).isEqualTo(new OutputBounds(2, 1024, CHUNK, false));
    assertThat(worker.bounds(3)).isEqualTo(new OutputBounds(3, 0, 4 * CHUNK + 1, true));
  }

  @Test
  void appendingNeedsAnOpenEpoch() {
    PrintingWorker worker = PrintingWorker.ended(this, "abc");

    assertThatThrownBy(() -> worker.print("d")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new PrintingWorker(this).print("d"))
        .isInstanceOf(IllegalStateException.class);
  }
}
