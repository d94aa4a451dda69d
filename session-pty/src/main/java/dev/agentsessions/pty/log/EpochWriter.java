package dev.agentsessions.pty.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Appends to one epoch. For one thread at a time. There is no buffer: what {@link #append} has
 * returned from is in the system's page cache, seen by readers, and outlives this process.
 */
public final class EpochWriter implements AutoCloseable {
  private final EpochLog log;
  private final EpochClock clock;
  private final long segmentBytes;
  private final LogSync sync;
  private final Runnable whenClosed;
  private @Nullable ActiveSegment segment;

  /** Appends where the log ends. */
  EpochWriter(
      EpochLog log, EpochClock clock, long segmentBytes, LogSync sync, Runnable whenClosed) {
    this.log = log;
    this.clock = clock;
    this.segmentBytes = segmentBytes;
    this.sync = sync;
    this.whenClosed = whenClosed;
  }

  /** Where readers follow. */
  public EpochLog log() {
    return log;
  }

  /**
   * Appends what remains in the buffer. Readers see all of it, or after an error perhaps a part.
   *
   * @throws IOException if the disk is full or broken; the buffer then stands behind what was
   *     written, and appending it again later goes on there, even when nothing remains in it
   */
  public void append(ByteBuffer bytes) throws IOException {
    ActiveSegment current = current();
    try {
      current.append(bytes, clock.micros());
    } finally {
      publish(current);
    }
  }

  /**
   * Notes that the terminal's size changed here, for recordings.
   *
   * @param cols 1..65535
   * @param rows 1..65535
   */
  public void resize(int cols, int rows) throws IOException {
    ActiveSegment current = current();
    current.note(RecordKind.RESIZE, cols, rows, clock.micros());
    publish(current);
  }

  /** Nothing will follow. Returns before the last bytes are synced. */
  @Override
  public void close() {
    if (segment != null) {
      sync.seal(segment);
      segment = null;
    }
    log.complete();
    whenClosed.run();
  }

  private void publish(ActiveSegment current) {
    if (current.end() > log.end()) {
      // Readers first: the sync is in no hurry, and both wake a thread.
      log.reached(current.end());
      sync.dirty(current);
    }
  }

  private ActiveSegment current() throws IOException {
    if (segment == null) {
      return begun();
    }
    if (segment.isEmpty() || segment.size() < segmentBytes) {
      return segment;
    }
    ActiveSegment full = segment;
    ActiveSegment next = begun();
    sync.seal(full);
    return next;
  }

  private ActiveSegment begun() throws IOException {
    ActiveSegment next =
        ActiveSegment.create(new SegmentPath(log.folder(), log.end()), clock.start());
    log.began(log.end());
    segment = next;
    return next;
  }
}
