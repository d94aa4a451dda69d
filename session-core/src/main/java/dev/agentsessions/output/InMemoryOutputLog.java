package dev.agentsessions.output;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerRef;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Output that lives as long as the program. Keeps the newest bytes of each worker, over all its
 * epochs, and forgets the oldest in pieces of up to 64 KiB; readers cost no memory. Sizes are not
 * kept, since nothing here is recorded.
 */
public final class InMemoryOutputLog implements OutputLog, OutputSink {
  /** What is kept of a worker unless said otherwise: 16 MiB. */
  public static final long DEFAULT_BYTES = 16L * 1024 * 1024;

  private static final int MAX_BACKWARD = 256 * 1024;

  private final long maxBytes;
  private final ConcurrentHashMap<WorkerRef, WorkerOutput> workers = new ConcurrentHashMap<>();

  public InMemoryOutputLog() {
    this(DEFAULT_BYTES);
  }

  /**
   * @param maxBytes kept of each worker, at least 64 Ki
   */
  public InMemoryOutputLog(long maxBytes) {
    checkArgument(maxBytes >= EpochBytes.MAX_CHUNK, "maxBytes is below 64 Ki: %s", maxBytes);
    this.maxBytes = maxBytes;
  }

  @Override
  public void newEpoch(WorkerRef worker, long epoch, WindowSize size) {
    checkArgument(epoch > 0, "epochs start at 1: %s", epoch);
    workers.computeIfAbsent(worker, any -> new WorkerOutput(maxBytes)).newEpoch(epoch);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if no epoch of the worker is open
   */
  @Override
  public void append(WorkerRef worker, ByteBuffer bytes) {
    output(worker).append(bytes.duplicate());
  }

  @Override
  public void resized(WorkerRef worker, WindowSize size) {}

  @Override
  public void close(WorkerRef worker) {
    output(worker).close();
  }

  @Override
  public void remove(WorkerRef worker) {
    WorkerOutput removed = workers.remove(worker);
    if (removed != null) {
      removed.clear();
    }
  }

  @Override
  public OutputBounds bounds(WorkerRef worker) {
    return output(worker).bounds();
  }

  @Override
  public OutputBounds bounds(WorkerRef worker, long epoch) {
    return output(worker).bounds(epoch);
  }

  @Override
  public long kept(WorkerRef worker) {
    return output(worker).kept();
  }

  @Override
  public int read(OutputCursor from, ByteBuffer into) {
    List<ByteBuffer> found =
        output(from.worker()).slices(from.epoch(), from.offset(), from.offset() + into.remaining());
    int before = into.position();
    found.forEach(into::put);
    return into.position() - before;
  }

  @Override
  public OutputRange readBackward(OutputCursor before, int max) {
    checkArgument(max >= 1 && max <= MAX_BACKWARD, "max is not within 1..256 Ki: %s", max);
    return output(before.worker()).readBackward(before.epoch(), before.offset(), max);
  }

  @Override
  public boolean awaitMore(OutputCursor from, Duration wait) throws InterruptedException {
    return output(from.worker()).awaitMore(from.epoch(), from.offset(), wait);
  }

  /** A worker's output; one that never printed has an empty one, which is not kept. */
  private WorkerOutput output(WorkerRef worker) {
    WorkerOutput known = workers.get(worker);
    return known == null ? new WorkerOutput(maxBytes) : known;
  }
}
