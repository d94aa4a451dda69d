package dev.agentsessions.pty.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Output of which every byte says where it belongs: a lost, doubled or moved one is noticed. */
final class NumberedBytes {
  private NumberedBytes() {}

  static byte at(long offset) {
    // Words that repeat, so that it can be compressed, and a number between them.
    int place = (int) (offset % 8);
    return (byte) (place < 4 ? "word".charAt(place) : (offset / 8) >>> (8 * (place - 4)));
  }

  static ByteBuffer range(long from, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (long offset = from; bytes.hasRemaining(); offset++) {
      bytes.put(at(offset));
    }
    return bytes.flip();
  }

  /** Appends so many more, in pieces. */
  static void append(EpochWriter writer, int length, int piece) throws IOException {
    int left = length;
    while (left > 0) {
      int next = Math.min(left, piece);
      writer.append(range(writer.log().bounds().end(), next));
      left -= next;
    }
  }

  /** Reads all that is kept and checks each byte. */
  static void assertKept(EpochLog log) throws IOException {
    LogBounds bounds = log.bounds();
    ByteBuffer into = ByteBuffer.allocate((int) (bounds.end() - bounds.base()));
    assertThat(log.read(bounds.base(), into)).isEqualTo(into.capacity());
    assertThat(into.flip()).isEqualTo(range(bounds.base(), into.capacity()));
  }
}
