package dev.agentsessions.testkit.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputRange;
import dev.agentsessions.worker.WindowSize;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Epochs: when they begin and end, and what is kept of them. */
public interface OutputEpochsContract extends OutputPorts {
  @Test
  default void whoNeverPrintedHasNothing() {
    var worker = new PrintingWorker(this);

    assertThat(worker.bounds()).isEqualTo(OutputBounds.NOTHING);
    assertEmpty(worker.bounds(1));
  }

  @Test
  default void anEpochIsOpenUntilItIsClosed() {
    PrintingWorker worker = PrintingWorker.started(this);
    assertThat(worker.bounds()).isEqualTo(new OutputBounds(1, 0, 0, true));
    worker.print("abc");

    worker.end();
    worker.end();

    assertThat(worker.bounds()).isEqualTo(new OutputBounds(1, 0, 3, false));
  }

  @Test
  @DisplayName("O-01 a new epoch starts at 0, closes the one before and leaves it readable")
  default void aNewEpochStartsAnew() {
    PrintingWorker worker = PrintingWorker.started(this);
    worker.print("before");

    worker.start(3);
    worker.print("new");

    assertThat(worker.bounds()).isEqualTo(new OutputBounds(3, 0, 3, true));
    assertThat(worker.bounds(1)).isEqualTo(new OutputBounds(1, 0, 6, false));
    assertEmpty(worker.bounds(2));
    assertThat(worker.text(1)).isEqualTo("before");
    assertThat(worker.text(3)).isEqualTo("new");
  }

  @Test
  @DisplayName("O-03 an earlier epoch is read backward as the newest is")
  default void anEarlierEpochIsReadBackward() {
    PrintingWorker worker = PrintingWorker.ended(this, "first\nsecond\n");
    worker.start(2);
    worker.print("third\n");

    OutputRange range = worker.backward(1, Long.MAX_VALUE, 9);

    assertThat(range.from()).isEqualTo(6);
    assertThat(PrintingWorker.text(range)).isEqualTo("second\n");
    assertThat(range.hasMore()).isTrue();
  }

  @Test
  @DisplayName("O-01 an epoch that is opened again goes on at its end")
  default void anEpochThatIsOpenedAgainGoesOn() {
    PrintingWorker worker = PrintingWorker.ended(this, "one");

    worker.start(1);
    worker.print("two");

    assertThat(worker.bounds()).isEqualTo(new OutputBounds(1, 0, 6, true));
    assertThat(worker.text(1)).isEqualTo("onetwo");
  }

  @Test
  default void anEarlierEpochIsNotOpenedAgain() {
    var worker = new PrintingWorker(this);
    worker.start(2);
    worker.print("two");

    assertThatThrownBy(() -> worker.start(1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(worker.text(2)).isEqualTo("two");
  }

  @Test
  default void aNewSizeIsNoOutput() {
    PrintingWorker worker = PrintingWorker.started(this);
    worker.print("a");

    sink().resized(worker.ref(), new WindowSize(80, 24));
    worker.print("b");

    assertThat(worker.text(1)).isEqualTo("ab");
  }

  @Test
  default void removedOutputIsGoneAndCanBeginAgain() {
    PrintingWorker worker = PrintingWorker.ended(this, "one");
    worker.start(2);
    worker.print("two");
    worker.end();

    sink().remove(worker.ref());
    sink().remove(worker.ref());

    assertThat(worker.bounds()).isEqualTo(OutputBounds.NOTHING);
    assertThat(worker.read(1, 0, 10)).isEmpty();
    assertThat(worker.read(2, 0, 10)).isEmpty();
    worker.start(1);
    worker.print("again");
    assertThat(worker.text(1)).isEqualTo("again");
  }

  private static void assertEmpty(OutputBounds bounds) {
    assertThat(bounds.open()).isFalse();
    assertThat(bounds.base()).isEqualTo(bounds.end());
  }
}
