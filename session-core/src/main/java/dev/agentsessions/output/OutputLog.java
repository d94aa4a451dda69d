package dev.agentsessions.output;

import dev.agentsessions.worker.WorkerRef;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The output of every worker, to read. Replay and live output are the same reads, each reader goes
 * at its own pace and costs nobody else anything (O-05). Of old output as much is kept as the
 * adapter is told to: what goes moves the base of its epoch, the earliest epoch first, and never an
 * offset (O-02). Safe for many threads. Passes {@code OutputLogContract}.
 */
public interface OutputLog {
  /** A wait that only what is waited for ends, or an interrupt. It needs no timer. */
  Duration HOWEVER_LONG = Duration.ofSeconds(Long.MAX_VALUE);

  /** The newest epoch of a worker; {@link OutputBounds#NOTHING} before the first. */
  OutputBounds bounds(WorkerRef worker);

  /** One epoch; empty bounds, not open, when it is not kept or was never there. */
  OutputBounds bounds(WorkerRef worker, long epoch);

  /**
   * How much room a worker's output takes where it is kept, over all its epochs, in bytes; what is
   * compressed counts as what is left of it.
   */
  long kept(WorkerRef worker);

  /**
   * Reads forward, without waiting, into the space that is left.
   *
   * @return bytes read; 0 at the end of what was printed, and outside of what is kept
   */
  int read(OutputCursor from, ByteBuffer into);

  /**
   * The bytes just before a place, starting at a line where one begins within 4 KiB of the first.
   *
   * @param before excluded; beyond the end it means the end
   * @param max 1..256 Ki bytes
   * @return empty, and at the first byte kept, if nothing before the place is
   */
  OutputRange readBackward(OutputCursor before, int max);

  /**
   * Waits until there is something at a place, or nothing more can come.
   *
   * @param wait the longest, such as {@link #HOWEVER_LONG}
   * @return whether there is something to read, or the epoch is no longer open
   */
  boolean awaitMore(OutputCursor from, Duration wait) throws InterruptedException;
}
