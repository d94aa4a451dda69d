package dev.agentsessions.pty.log;

import static java.nio.file.StandardOpenOption.READ;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Reads segments. The newest one that is read stays open, shared by all readers; others are opened
 * for each read. Safe for many threads.
 */
final class SegmentReads implements AutoCloseable {
  /** {@code log} is null once nothing may be kept open any more. */
  private record Kept(long first, @Nullable FileChannel log) {}

  private static final Kept NOTHING_YET = new Kept(-1, null);
  private static final Kept CLOSED = new Kept(Long.MAX_VALUE, null);

  private static final AtomicReferenceFieldUpdater<SegmentReads, Kept> KEPT =
      AtomicReferenceFieldUpdater.newUpdater(SegmentReads.class, Kept.class, "kept");

  private volatile Kept kept = NOTHING_YET;

  /**
   * Fills the buffer from an absolute offset. All of it must lie in the segment.
   *
   * @throws ClosedByInterruptException if this thread is interrupted; other readers go on
   */
  void read(SegmentPath path, long from, ByteBuffer into) throws IOException {
    long shift = from - path.first() - into.position();
    Kept shared = keep(path);
    if (shared.first() == path.first() && shared.log() != null) {
      try {
        fill(shared.log(), shift, into);
        return;
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (ClosedChannelException e) {
        // Another reader was interrupted in it, or the segment has ended meanwhile: read alone.
        KEPT.compareAndSet(this, shared, NOTHING_YET);
      }
    }
    try (FileChannel log = FileChannel.open(path.log(), READ)) {
      fill(log, shift, into);
    }
  }

  /** Closes the file that is kept open, and keeps none from now on. Reads go on to work. */
  @Override
  public void close() throws IOException {
    close(KEPT.getAndSet(this, CLOSED));
  }

  /** What is kept open after making sure that it is this segment or a later one. */
  private Kept keep(SegmentPath path) throws IOException {
    Kept before = kept;
    if (before.first() >= path.first()) {
      return before;
    }
    Kept opened = new Kept(path.first(), FileChannel.open(path.log(), READ));
    boolean taken = KEPT.compareAndSet(this, before, opened);
    close(taken ? before : opened);
    return taken ? opened : kept;
  }

  /** The place in the file of a byte is its place in the buffer plus the shift. */
  private static void fill(FileChannel log, long shift, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (log.read(into, shift + into.position()) < 0) {
        throw new EOFException("output file is shorter than its index says");
      }
    }
  }

  private static void close(Kept kept) throws IOException {
    if (kept.log() != null) {
      kept.log().close();
    }
  }
}
