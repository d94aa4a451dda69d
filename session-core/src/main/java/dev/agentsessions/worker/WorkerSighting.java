package dev.agentsessions.worker;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A process as its runtime sees it: running, or ended and kept until it is released.
 *
 * @param exit present once it ended
 * @param printed bytes of output so far in this epoch; tells whether it did anything
 */
public record WorkerSighting(WorkerId worker, long epoch, Optional<WorkerExit> exit, long printed) {
  public WorkerSighting {
    requireNonNull(worker, "worker");
    checkArgument(epoch > 0, "epochs start at 1: %s", epoch);
    requireNonNull(exit, "exit");
    checkArgument(printed >= 0, "printed is not negative: %s", printed);
  }

  public boolean isRunning() {
    return exit.isEmpty();
  }

  /** What the store keeps of it. */
  public WorkerObserved observed() {
    return exit.map(how -> WorkerObserved.ended(epoch, how))
        .orElseGet(() -> WorkerObserved.running(epoch));
  }
}
