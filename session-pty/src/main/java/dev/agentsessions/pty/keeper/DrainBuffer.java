package dev.agentsessions.pty.keeper;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Where the loop's thread reads terminals into, one after the other; nothing stays in it. */
final class DrainBuffer {
  private static final int BYTES = 64 << 10;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
  private final MemorySegment segment = MemorySegment.ofBuffer(bytes);

  /** What one drain has got. */
  record Drained(ByteBuffer bytes, boolean full, boolean over) {}

  /** Reads until the buffer is full, or the terminal has nothing more for now, or never will. */
  Drained drain(Pty pty) {
    int length = 0;
    long read = Pty.NOTHING;
    do {
      read = pty.read(segment, length);
      length += (int) Math.max(0, read);
    } while (read > 0 && length < BYTES);
    return new Drained(bytes.clear().limit(length), length == BYTES, read == Pty.OVER);
  }
}
