package dev.agentsessions.pty.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Reads segments. The newest one that is read stays open, shared by all readers; others are opened
 * for each read. Safe for many threads.
 */
final class SegmentReads implements AutoCloseable {
  /** {@code file} is null once nothing may be kept open any more. */
  private record Kept(long first, @Nullable SegmentFile file) {}

  private static final Kept NOTHING_YET = new Kept(-1, null);
  private static final Kept CLOSED = new Kept(Long.MAX_VALUE, null);

  private static final AtomicReferenceFieldUpdater<SegmentReads, Kept> KEPT =
      AtomicReferenceFieldUpdater.newUpdater(SegmentReads.class, Kept.class, "kept");

  private volatile Kept kept = NOTHING_YET;

  /**
   * Fills the buffer from an absolute offset. All of it must lie in the segment.
   *
   * @throws ClosedByInterruptException if this thread is interrupted; other readers go on
   * @throws NoSuchFileException if the segment is kept no more
   */
  void read(SegmentPath path, long from, ByteBuffer into) throws IOException {
    long shift = from - path.first() - into.position();
    Kept shared = keep(path);
    if (shared.first() == path.first() && shared.file() != null) {
      try {
        shared.file().read(shift, into);
        return;
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (ClosedChannelException e) {
        // Another reader was interrupted in it, or the segment has ended meanwhile: read alone.
        KEPT.compareAndSet(this, shared, NOTHING_YET);
      }
    }
    try (SegmentFile file = SegmentFile.open(path)) {
      file.read(shift, into);
    }
  }

  /** Closes the file of a segment if it is the one kept open, for it is of no more use. */
  void forget(long first) throws IOException {
    Kept before = kept;
    if (before.first() == first && KEPT.compareAndSet(this, before, NOTHING_YET)) {
      close(before);
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
    Kept opened = new Kept(path.first(), SegmentFile.open(path));
    boolean taken = KEPT.compareAndSet(this, before, opened);
    close(taken ? before : opened);
    return taken ? opened : kept;
  }

  private static void close(Kept kept) throws IOException {
    if (kept.file() != null) {
      kept.file().close();
    }
  }
}
