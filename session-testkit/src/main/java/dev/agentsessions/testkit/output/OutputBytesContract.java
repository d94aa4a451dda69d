package dev.agentsessions.testkit.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.output.OutputBounds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bytes are bytes, and each keeps its coordinate. */
public interface OutputBytesContract extends OutputPorts {
  /** NUL, a two-byte and a four-byte character, bytes that are no UTF-8, and an escape sequence. */
  private static byte[] awkward() {
    byte[] text = "a\0é\uD83D\uDE00\r\n\u001b[31m".getBytes(UTF_8);
    byte[] invalid = {(byte) 0xff, (byte) 0xfe, (byte) 0xc3, (byte) 0x80, (byte) 0xe2};
    byte[] both = Arrays.copyOf(text, text.length + invalid.length);
    System.arraycopy(invalid, 0, both, text.length, invalid.length);
    return both;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(42).nextBytes(bytes);
    return bytes;
  }

  private static void printInPieces(PrintingWorker worker, byte[] bytes, int max, Random random) {
    int at = 0;
    while (at < bytes.length) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(max));
      worker.print(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
  }

  @Test
  @DisplayName("W-11 NUL, invalid UTF-8 and sequences split anywhere come back unchanged")
  default void awkwardBytesSplitAnywhereComeBackUnchanged() {
    byte[] bytes = awkward();
    var worker = new PrintingWorker(this);
    for (int split = 0; split <= bytes.length; split++) {
      worker.start(split + 1);

      worker.print(Arrays.copyOf(bytes, split));
      worker.print(Arrays.copyOfRange(bytes, split, bytes.length));

      for (int piece = 1; piece <= bytes.length; piece++) {
        assertThat(worker.readAll(split + 1, piece))
            .as("split at %s, read in pieces of %s", split, piece)
            .isEqualTo(bytes);
      }
    }
  }

  @Test
  @DisplayName("W-11 random bytes come back unchanged, however they were cut")
  default void randomBytesComeBackUnchanged() {
    byte[] bytes = random(1 << 20);
    PrintingWorker worker = PrintingWorker.started(this);

    printInPieces(worker, bytes, 9000, new Random(1));

    assertThat(Arrays.equals(worker.readAll(1, 7001), bytes)).isTrue();
  }

  @Test
  @DisplayName("O-01 every byte has its offset, counted from the start of its epoch")
  default void everyByteHasItsOffset() {
    byte[] bytes = random(300_000);
    PrintingWorker worker = PrintingWorker.started(this);
    printInPieces(worker, bytes, 5000, new Random(2));
    var random = new Random(3);

    for (int round = 0; round < 300; round++) {
      int from = random.nextInt(bytes.length);
      int max = 1 + random.nextInt(100_000);

      assertThat(worker.read(1, from, max))
          .as("%s bytes from %s", max, from)
          .isEqualTo(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + max)));
    }
  }

  @Test
  @DisplayName("O-01 nothing is read at the end, beyond it, and of an epoch that never was")
  default void nothingIsReadOutsideOfWhatIsKept() {
    PrintingWorker worker = PrintingWorker.started(this);
    worker.print("abc");

    assertThat(worker.read(1, 3, 10)).isEmpty();
    assertThat(worker.read(1, 1L << 40, 10)).isEmpty();
    assertThat(worker.read(2, 0, 10)).isEmpty();
    assertThat(new PrintingWorker(this).read(1, 0, 10)).isEmpty();
  }

  @Test
  default void aReadFillsTheSpaceThatIsLeftAndNoMore() {
    PrintingWorker worker = PrintingWorker.started(this);
    worker.print("abcdef");
    ByteBuffer into = ByteBuffer.allocate(10).put((byte) '>').limit(4);

    int read = log().read(worker.at(1, 1), into);

    assertThat(read).isEqualTo(3);
    assertThat(into.position()).isEqualTo(4);
    assertThat(into.limit()).isEqualTo(4);
    assertThat(UTF_8.decode(into.flip()).toString()).isEqualTo(">bcd");
    assertThat(log().read(worker.at(1, 0), ByteBuffer.allocate(0))).isZero();
  }

  @Test
  default void whatIsAppendedIsFromPositionToLimitAndNotKept() {
    PrintingWorker worker = PrintingWorker.started(this);
    byte[] bytes = "-heap-".getBytes(UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(8).put("-direct-".getBytes(UTF_8));

    sink().append(worker.ref(), ByteBuffer.wrap(bytes, 1, 4));
    sink().append(worker.ref(), direct.flip().position(1).limit(7).asReadOnlyBuffer());
    sink().append(worker.ref(), ByteBuffer.allocate(0));
    Arrays.fill(bytes, (byte) '!');

    assertThat(worker.text(1)).isEqualTo("heapdirect");
  }

  @Test
  default void whatAppendReturnedFromIsSeenAtOnce() {
    PrintingWorker worker = PrintingWorker.started(this);
    for (int length = 1; length <= 100; length++) {
      worker.print("x");

      assertThat(worker.bounds()).isEqualTo(new OutputBounds(1, 0, length, true));
      assertThat(worker.read(1, length - 1, 10)).hasSize(1);
    }
  }

  @Test
  default void workersDoNotSeeEachOther() {
    PrintingWorker one = PrintingWorker.started(this);
    PrintingWorker other = PrintingWorker.started(this);

    one.print("one");
    other.print("other");

    assertThat(one.text(1)).isEqualTo("one");
    assertThat(other.text(1)).isEqualTo("other");
  }
}
