package dev.agentsessions.output;

import java.nio.ByteBuffer;

/**
 * Which bytes a backward read takes.
 *
 * @param oldest offset of the first byte kept
 * @param first offset of the first byte asked for that is kept
 * @param until excluded
 */
record BackwardRange(long oldest, long first, long until) {
  private static final int LINE_WITHIN = 4 * 1024;

  /** Of what is kept, the most before a place; empty when nothing before it is kept. */
  static BackwardRange of(OutputBounds kept, long before, int max) {
    long until = Math.max(kept.base(), Math.min(before, kept.end()));
    return new BackwardRange(kept.base(), Math.max(kept.base(), until - max), until);
  }

  /** Where to begin reading: one byte early, which tells whether a line begins at the first. */
  long from() {
    return Math.max(oldest, first - 1);
  }

  int length() {
    return (int) (until - from());
  }

  /**
   * Leaves out what is before the first line.
   *
   * @param bytes all from {@link #from}, starting at index 0
   */
  OutputRange cut(ByteBuffer bytes) {
    int skip = first == oldest ? 0 : lineStart(bytes);
    ByteBuffer range = bytes.slice(skip, bytes.limit() - skip).asReadOnlyBuffer();
    return new OutputRange(from() + skip, range, from() + skip > oldest);
  }

  /** The first line with a byte in it that begins early enough; else the first byte asked for. */
  private static int lineStart(ByteBuffer bytes) {
    int last = Math.min(bytes.limit() - 2, LINE_WITHIN);
    for (int at = 0; at <= last; at++) {
      if (bytes.get(at) == '\n') {
        return at + 1;
      }
    }
    return 1;
  }
}
