package dev.agentsessions.pty.log;

import static java.nio.file.StandardOpenOption.READ;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A segment as it was written. */
record RawSegment(FileChannel log) implements SegmentFile {
  static RawSegment open(SegmentPath path) throws IOException {
    return new RawSegment(FileChannel.open(path.log(), READ));
  }

  @Override
  public void read(long shift, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (log.read(into, shift + into.position()) < 0) {
        throw new EOFException("output file is shorter than its index says");
      }
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
