package dev.agentsessions.pty;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.output.OutputSink;
import dev.agentsessions.pty.log.EpochWriter;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerRef;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Writes output that does not come from a terminal of this host's keeper, which writes its own.
 * Throws {@link SessionException.Unavailable} when the disk takes no more.
 */
final class DiskOutputSink implements OutputSink {
  private final LocalTerminals terminals;
  private final ConcurrentMap<WorkerRef, EpochWriter> writers = new ConcurrentHashMap<>();

  @Inject
  DiskOutputSink(LocalTerminals terminals) {
    this.terminals = requireNonNull(terminals, "terminals");
  }

  @Override
  public void newEpoch(WorkerRef worker, long epoch, WindowSize size) {
    EpochWriter before = writers.get(worker);
    if (before != null && before.log().bounds().epoch() > epoch) {
      throw new IllegalArgumentException(worker + " has a later epoch than " + epoch);
    }
    close(worker);
    try {
      EpochWriter writer = terminals.logs().append(DiskOutputLog.key(worker), epoch);
      writers.put(worker, writer);
      writer.resize(size.cols(), size.rows());
    } catch (IOException e) {
      throw DiskOutputLog.unavailable(worker, e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if no epoch of the worker is open
   */
  @Override
  public void append(WorkerRef worker, ByteBuffer bytes) {
    try {
      writer(worker).append(bytes.duplicate());
    } catch (IOException e) {
      throw DiskOutputLog.unavailable(worker, e);
    }
  }

  @Override
  public void resized(WorkerRef worker, WindowSize size) {
    try {
      writer(worker).resize(size.cols(), size.rows());
    } catch (IOException e) {
      throw DiskOutputLog.unavailable(worker, e);
    }
  }

  @Override
  public void close(WorkerRef worker) {
    EpochWriter writer = writers.remove(worker);
    if (writer != null) {
      writer.close();
    }
  }

  @Override
  public void remove(WorkerRef worker) {
    close(worker);
    try {
      terminals.logs().remove(DiskOutputLog.key(worker));
    } catch (IOException e) {
      throw DiskOutputLog.unavailable(worker, e);
    }
  }

  private EpochWriter writer(WorkerRef worker) {
    EpochWriter writer = writers.get(worker);
    if (writer == null) {
      throw new IllegalStateException("no epoch of " + worker + " is open here");
    }
    return writer;
  }
}
