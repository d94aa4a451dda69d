package dev.agentsessions.testkit.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.output.OutputRange;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reading backward: recent output first, whole lines where that is cheap. */
public interface OutputBackwardContract extends OutputPorts {
  /** The most that one call answers, in bytes. */
  int MAX_BACKWARD = 256 * 1024;

  /** How far behind the first byte asked for a line may begin, in bytes. */
  int LINE_WITHIN = 4 * 1024;

  @Test
  @DisplayName("O-03 a backward read ends just before its place")
  default void aBackwardReadEndsJustBeforeItsPlace() {
    PrintingWorker worker = PrintingWorker.ended(this, "0123456789");

    OutputRange range = worker.backward(7, 3);

    assertThat(range.from()).isEqualTo(4);
    assertThat(range.end()).isEqualTo(7);
    assertThat(PrintingWorker.text(range)).isEqualTo("456");
    assertThat(range.hasMore()).isTrue();
    assertThat(range.bytes().isReadOnly()).isTrue();
  }

  @Test
  @DisplayName("O-03 a backward read starts at a line")
  default void aBackwardReadStartsAtALine() {
    PrintingWorker worker = PrintingWorker.ended(this, "first\nsecond\nthird");

    assertThat(PrintingWorker.text(worker.backward(18, 9))).isEqualTo("third");
    assertThat(PrintingWorker.text(worker.backward(18, 12))).isEqualTo("second\nthird");
    assertThat(PrintingWorker.text(worker.backward(18, 13))).isEqualTo("second\nthird");
    assertThat(PrintingWorker.text(worker.backward(12, 6))).isEqualTo("second");
  }

  @Test
  @DisplayName("O-03 a line that begins more than 4 KiB behind the first byte is not looked for")
  default void aLineThatBeginsFarBehindIsNotLookedFor() {
    String within = "x".repeat(LINE_WITHIN - 1) + "\n" + "y".repeat(100);
    String tooFar = "x".repeat(LINE_WITHIN) + "\n" + "y".repeat(100);
    PrintingWorker near = PrintingWorker.ended(this, "###" + within);
    PrintingWorker far = PrintingWorker.ended(this, "###" + tooFar);

    assertThat(near.backward(Long.MAX_VALUE, within.length()).bytes().remaining()).isEqualTo(100);
    assertThat(far.backward(Long.MAX_VALUE, tooFar.length()).bytes().remaining())
        .isEqualTo(tooFar.length());
  }

  @Test
  @DisplayName("O-03 the first bytes kept are read whole, and nothing more is before them")
  default void theFirstBytesAreReadWhole() {
    PrintingWorker worker = PrintingWorker.ended(this, "first\nsecond\n");

    OutputRange range = worker.backward(9, 100);

    assertThat(range.from()).isZero();
    assertThat(PrintingWorker.text(range)).isEqualTo("first\nsec");
    assertThat(range.hasMore()).isFalse();
  }

  @Test
  @DisplayName("O-03 before the first byte kept there is nothing, and nothing more")
  default void beforeTheFirstByteThereIsNothing() {
    PrintingWorker worker = PrintingWorker.ended(this, "abc");

    assertEmpty(worker.backward(0, 10));
    assertEmpty(new PrintingWorker(this).backward(10, 10));
    assertEmpty(log().readBackward(worker.at(2, 10), 10));
  }

  @Test
  @DisplayName("O-03 beyond the end the recent window is read")
  default void beyondTheEndTheRecentWindowIsRead() {
    PrintingWorker worker = PrintingWorker.ended(this, "one\ntwo\n");

    OutputRange range = worker.backward(1_000_000, 5);

    assertThat(range.from()).isEqualTo(4);
    assertThat(PrintingWorker.text(range)).isEqualTo("two\n");
  }

  @Test
  @DisplayName("O-03 backward reads of any size meet without a gap or a repeat")
  default void backwardReadsMeet() {
    var text = new StringBuilder();
    for (int line = 0; text.length() < 200_000; line++) {
      text.append("line ").append(line).append("x".repeat(line * 97 % 9000)).append("\n");
    }
    byte[] printed = text.toString().getBytes(UTF_8);
    PrintingWorker worker = PrintingWorker.ended(this, text.toString());

    for (int max : new int[] {17, 1000, 5000, MAX_BACKWARD}) {
      byte[] all = new byte[printed.length];
      int before = all.length;
      while (before > 0) {
        OutputRange range = worker.backward(before, max);
        assertThat(range.end()).isEqualTo(before);
        assertThat(range.bytes().remaining()).isBetween(1, max);
        assertThat(range.hasMore()).isEqualTo(range.from() > 0);
        before = (int) range.from();
        range.bytes().get(all, before, range.bytes().remaining());
      }

      assertThat(Arrays.equals(all, printed)).as("read backward by %s", max).isTrue();
    }
  }

  @Test
  default void aBackwardReadTakesOneByteTo256KiB() {
    PrintingWorker worker = PrintingWorker.ended(this, "x".repeat(MAX_BACKWARD + 1));

    assertThat(worker.backward(MAX_BACKWARD + 1, MAX_BACKWARD).bytes().remaining())
        .isEqualTo(MAX_BACKWARD);
    assertThatThrownBy(() -> worker.backward(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> worker.backward(1, MAX_BACKWARD + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertEmpty(OutputRange range) {
    assertThat(range.bytes().hasRemaining()).isFalse();
    assertThat(range.from()).isZero();
    assertThat(range.hasMore()).isFalse();
  }
}
