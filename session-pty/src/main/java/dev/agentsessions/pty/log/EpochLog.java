package dev.agentsessions.pty.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * What a worker printed in one epoch, to be read while it grows by any number of readers, each at
 * its own pace. Holds no bytes: they come from the files, that is from the page cache. Safe for
 * many threads.
 */
public final class EpochLog {
  /** The most that {@link #readBackward} answers, in bytes. */
  public static final int MAX_BACKWARD = 256 << 10;

  private static final int LINE_WITHIN = 4 << 10;
  private static final AtomicReferenceFieldUpdater<EpochLog, long[]> STARTS =
      AtomicReferenceFieldUpdater.newUpdater(EpochLog.class, long[].class, "starts");

  private final long epoch;
  private final Path folder;
  private final SegmentReads reads = new SegmentReads();
  private final Doorbell doorbell = new Doorbell();

  /** Where segments begin. Grows by the appending thread, shrinks when the oldest are trimmed. */
  private volatile long[] starts;

  // Changed by the appending thread only, and the end after the start of the segment it lies in.
  private volatile long end;
  private volatile boolean open;

  private EpochLog(long epoch, Path folder, EpochScan found, boolean open) {
    this.epoch = epoch;
    this.folder = folder;
    this.starts = found.starts();
    this.end = found.end();
    this.open = open;
  }

  /** An epoch that an {@link EpochWriter} is about to append to, behind what a scan found. */
  static EpochLog growing(long epoch, Path folder, EpochScan found) {
    return new EpochLog(epoch, folder, found, true);
  }

  /** An epoch that nobody appends to any more. */
  static EpochLog resting(long epoch, Path folder) throws IOException {
    return new EpochLog(epoch, folder, EpochScan.of(folder), false);
  }

  /** What is kept now. Costs three reads of memory. */
  public LogBounds bounds() {
    // Open before end: of a closed log the end is the last one.
    boolean openNow = open;
    // Base before end: it never passes the end that is read after it.
    long baseNow = base();
    return new LogBounds(epoch, baseNow, end, openNow);
  }

  /**
   * Reads forward, without waiting, into the space that is left.
   *
   * @return bytes read; 0 at the end and outside of what is kept
   * @throws ClosedByInterruptException if the thread is interrupted; nobody else notices
   */
  public int read(long from, ByteBuffer into) throws IOException {
    long until = Math.min(end, from + into.remaining());
    long[] known = starts; // after the end, so that its segment is among them
    if (known.length == 0 || from < known[0] || from >= until) {
      return 0;
    }
    int segment = segmentOf(known, from);
    int start = into.position();
    int limit = into.limit();
    try {
      for (long at = from; at < until; segment++) {
        long stop = segment + 1 < known.length ? Math.min(until, known[segment + 1]) : until;
        into.limit(into.position() + (int) (stop - at));
        reads.read(new SegmentPath(folder, known[segment]), at, into);
        at = stop;
      }
      return (int) (until - from);
    } catch (NoSuchFileException e) {
      // Trimmed meanwhile, perhaps by another program: so are those before it.
      trimmed(segment + 1 < known.length ? known[segment + 1] : until);
      into.position(start);
      return 0;
    } finally {
      into.limit(limit);
    }
  }

  /**
   * Reads what stands before an offset, beginning with a line if one begins within 4 KiB of the
   * first byte.
   *
   * @param before excluded; an offset behind the end means the end
   * @param max 1..{@value #MAX_BACKWARD} bytes
   * @return empty, at the first byte kept, if nothing before the offset is
   */
  public LogRange readBackward(long before, int max) throws IOException {
    if (max < 1 || max > MAX_BACKWARD) {
      throw new IllegalArgumentException("max is not within 1.." + MAX_BACKWARD + ": " + max);
    }
    while (true) {
      long oldest = base();
      long until = Math.min(before, end);
      if (until <= oldest) {
        return new LogRange(oldest, ByteBuffer.allocate(0), false);
      }
      long first = Math.max(oldest, until - max);
      // One byte more: it tells whether a line begins at the first.
      long from = Math.max(oldest, first - 1);
      byte[] bytes = new byte[(int) (until - from)];
      if (read(from, ByteBuffer.wrap(bytes)) == bytes.length) {
        int skip = first == oldest ? 0 : lineStart(bytes);
        ByteBuffer range = ByteBuffer.wrap(bytes, skip, bytes.length - skip).asReadOnlyBuffer();
        return new LogRange(from + skip, range, from + skip > oldest);
      }
      // Trimmed meanwhile.
    }
  }

  /** Where a line begins behind the first byte, early and with bytes in it; else 1. */
  private static int lineStart(byte[] bytes) {
    int last = Math.min(bytes.length - 2, LINE_WITHIN);
    for (int at = 0; at <= last; at++) {
      if (bytes[at] == '\n') {
        return at + 1;
      }
    }
    return 1;
  }

  /**
   * Waits until a byte stands at an offset, or none ever will.
   *
   * @return whether that is so; false when the wait was over first
   */
  public boolean awaitMore(long from, Duration wait) throws InterruptedException {
    return doorbell.await(() -> end > from || !open, wait);
  }

  /** Rung after each append and when the log closes; others who know the worker may ring it too. */
  public Doorbell doorbell() {
    return doorbell;
  }

  Path folder() {
    return folder;
  }

  long end() {
    return end;
  }

  private long base() {
    long[] now = starts;
    return now.length == 0 ? end : now[0];
  }

  private static int segmentOf(long[] starts, long offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : -found - 2;
  }

  /** A segment begins at the end; call before {@link #reached} says that it holds something. */
  void began(long start) {
    STARTS.updateAndGet(
        this,
        known -> {
          long[] grown = Arrays.copyOf(known, known.length + 1);
          grown[known.length] = start;
          return grown;
        });
  }

  /** Segments that begin before an offset are kept no more; call before their files go. */
  void trimmed(long base) {
    STARTS.updateAndGet(
        this, known -> Arrays.stream(known).filter(start -> start >= base).toArray());
  }

  /** The file of the segment that begins here is gone: trimmed, or compressed into another. */
  void gone(long start) throws IOException {
    reads.forget(start);
  }

  void reached(long newEnd) {
    end = newEnd;
    doorbell.ring();
  }

  /** Nothing will follow. */
  void complete() {
    open = false;
    doorbell.ring();
  }

  /** Keeps no file open any more; whoever still reads opens it for each read. */
  void closeFiles() throws IOException {
    reads.close();
  }
}
