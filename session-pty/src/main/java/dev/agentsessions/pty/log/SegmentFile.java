package dev.agentsessions.pty.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;

/** The bytes of one segment, open to be read. Safe for many threads. */
sealed interface SegmentFile extends Closeable permits RawSegment, CompressedSegment {
  /**
   * Fills the buffer, or throws with the part that could be read in it.
   *
   * @param shift place of a byte in the segment minus its place in the buffer
   */
  void read(long shift, ByteBuffer into) throws IOException;

  /**
   * Opens a segment in the form in which it is kept now.
   *
   * @throws NoSuchFileException if it is kept no more
   */
  static SegmentFile open(SegmentPath path) throws IOException {
    try {
      return RawSegment.open(path);
    } catch (NoSuchFileException e) {
      // In this order: a segment is compressed before the raw one goes, and never made raw again.
      return CompressedSegment.open(path);
    }
  }
}
