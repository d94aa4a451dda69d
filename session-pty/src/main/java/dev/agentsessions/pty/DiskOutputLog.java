package dev.agentsessions.pty;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputCursor;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputRange;
import dev.agentsessions.pty.log.EpochLog;
import dev.agentsessions.pty.log.LogBounds;
import dev.agentsessions.pty.log.LogRange;
import dev.agentsessions.pty.log.WorkerKey;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.WorkerRef;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads output from this disk. An interrupted reader is told {@link SessionException.Unavailable}
 * and stays interrupted; nobody else notices.
 */
final class DiskOutputLog implements OutputLog {
  private static final OutputRange NOTHING =
      new OutputRange(0, ByteBuffer.allocate(0).asReadOnlyBuffer(), false);

  private final LocalTerminals terminals;

  @Inject
  DiskOutputLog(LocalTerminals terminals) {
    this.terminals = requireNonNull(terminals, "terminals");
  }

  static WorkerKey key(WorkerRef worker) {
    return new WorkerKey(worker.session().value(), worker.worker().value());
  }

  static SessionException.Unavailable unavailable(WorkerRef worker, IOException cause) {
    return new SessionException.Unavailable("the output of " + worker, cause);
  }

  @Override
  public OutputBounds bounds(WorkerRef worker) {
    try {
      return terminals
          .logs()
          .latest(key(worker))
          .map(log -> bounds(log.bounds()))
          .orElse(OutputBounds.NOTHING);
    } catch (IOException e) {
      throw unavailable(worker, e);
    }
  }

  @Override
  public OutputBounds bounds(WorkerRef worker, long epoch) {
    return find(worker, epoch)
        .map(log -> bounds(log.bounds()))
        .orElseGet(() -> new OutputBounds(epoch, 0, 0, false));
  }

  @Override
  public long kept(WorkerRef worker) {
    try {
      return terminals.logs().kept(key(worker));
    } catch (IOException e) {
      throw unavailable(worker, e);
    }
  }

  private static OutputBounds bounds(LogBounds bounds) {
    return new OutputBounds(bounds.epoch(), bounds.base(), bounds.end(), bounds.open());
  }

  @Override
  public int read(OutputCursor from, ByteBuffer into) {
    Optional<EpochLog> log = find(from.worker(), from.epoch());
    try {
      return log.isEmpty() ? 0 : log.get().read(from.offset(), into);
    } catch (IOException e) {
      throw unavailable(from.worker(), e);
    }
  }

  @Override
  public OutputRange readBackward(OutputCursor before, int max) {
    Optional<EpochLog> log = find(before.worker(), before.epoch());
    try {
      return log.isEmpty() ? NOTHING : range(log.get().readBackward(before.offset(), max));
    } catch (IOException e) {
      throw unavailable(before.worker(), e);
    }
  }

  private static OutputRange range(LogRange range) {
    return new OutputRange(range.from(), range.bytes(), range.hasMore());
  }

  @Override
  public boolean awaitMore(OutputCursor from, Duration wait) throws InterruptedException {
    Optional<EpochLog> log = find(from.worker(), from.epoch());
    return log.isEmpty() || log.get().awaitMore(from.offset(), wait);
  }

  private Optional<EpochLog> find(WorkerRef worker, long epoch) {
    try {
      return terminals.logs().epoch(key(worker), epoch);
    } catch (IOException e) {
      throw unavailable(worker, e);
    }
  }
}
