package dev.agentsessions.worker;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A process as its runtime sees it: running, or ended and kept until it is released.
 *
 * @param exit present once it ended
 * @param activity what it seems to do; UNKNOWN where nobody looks at it
 * @param printed bytes of output so far in this epoch; tells whether it did anything
 */
public record WorkerSighting(
    WorkerId worker, long epoch, Optional<WorkerExit> exit, Activity activity, long printed) {
  public WorkerSighting {
    requireNonNull(worker, "worker");
    checkArgument(epoch > 0, "epochs start at 1: %s", epoch);
    requireNonNull(exit, "exit");
    requireNonNull(activity, "activity");
    checkArgument(printed >= 0, "printed is not negative: %s", printed);
  }

  /** Where nobody looks at what it does. */
  public WorkerSighting(WorkerId worker, long epoch, Optional<WorkerExit> exit, long printed) {
    this(worker, epoch, exit, Activity.UNKNOWN, printed);
  }

  public boolean isRunning() {
    return exit.isEmpty();
  }

  /**
   * At work, or waiting for an answer: what were said to it now would be taken for something else.
   */
  public boolean isBusy() {
    return switch (activity) {
      case ACTIVE, ASKING -> true;
      case IDLE, UNKNOWN -> false;
    };
  }

  /** What the store keeps of it. */
  public WorkerObserved observed() {
    return exit.map(how -> WorkerObserved.ended(epoch, how))
        .orElseGet(() -> WorkerObserved.running(epoch, activity));
  }
}
