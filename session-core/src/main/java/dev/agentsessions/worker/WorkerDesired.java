package dev.agentsessions.worker;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * What callers want of a worker.
 *
 * @param epoch the process wanted is this one or a later one: a restart asks for one more
 */
public record WorkerDesired(Goal goal, long epoch) {
  /** Stored by name. */
  public enum Goal {
    RUN,
    STOP,
    DELETE
  }

  public WorkerDesired {
    requireNonNull(goal, "goal");
    checkArgument(epoch > 0, "epochs start at 1: %s", epoch);
  }
}
