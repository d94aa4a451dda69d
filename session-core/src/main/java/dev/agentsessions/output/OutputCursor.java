package dev.agentsessions.output;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.worker.WorkerRef;

/**
 * The coordinate of one byte of output (O-01).
 *
 * @param epoch 1 and up; a new one only when the output starts anew
 * @param offset absolute within the epoch, never rebased
 */
public record OutputCursor(WorkerRef worker, long epoch, long offset) {
  public OutputCursor {
    requireNonNull(worker, "worker");
    checkArgument(epoch > 0, "epochs start at 1: %s", epoch);
    checkArgument(offset >= 0, "an offset is not negative: %s", offset);
  }

  public OutputCursor at(long offset) {
    return new OutputCursor(worker, epoch, offset);
  }
}
