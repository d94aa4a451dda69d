package dev.agentsessions.output;

import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerRef;
import java.nio.ByteBuffer;

/**
 * Where output is written. One thread a worker. What {@link #append} returned from is seen by
 * readers.
 *
 * @see OutputLog
 */
public interface OutputSink {
  /**
   * Opens an epoch, which closes the one before. An epoch that exists is opened again at its end.
   *
   * @throws IllegalArgumentException if the worker has a later epoch
   */
  void newEpoch(WorkerRef worker, long epoch, WindowSize size);

  /**
   * Appends to the newest epoch.
   *
   * @param bytes from position to limit; not kept
   */
  void append(WorkerRef worker, ByteBuffer bytes);

  /** Notes a new size at the present offset, for recordings. */
  void resized(WorkerRef worker, WindowSize size);

  /** Nothing more will come in the newest epoch. */
  void close(WorkerRef worker);

  /** Removes every epoch of a worker. */
  void remove(WorkerRef worker);
}
