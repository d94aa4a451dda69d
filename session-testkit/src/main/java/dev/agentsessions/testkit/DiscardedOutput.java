package dev.agentsessions.testkit;

import dev.agentsessions.output.OutputSink;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerRef;
import java.nio.ByteBuffer;

/** Output that nobody reads. */
enum DiscardedOutput implements OutputSink {
  INSTANCE;

  @Override
  public void newEpoch(WorkerRef worker, long epoch, WindowSize size) {}

  @Override
  public void append(WorkerRef worker, ByteBuffer bytes) {}

  @Override
  public void resized(WorkerRef worker, WindowSize size) {}

  @Override
  public void close(WorkerRef worker) {}

  @Override
  public void remove(WorkerRef worker) {}
}
