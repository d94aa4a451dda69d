package dev.agentsessions.worker;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What was last seen of a worker.
 *
 * @param epoch of the process it speaks of; 0 before the first
 * @param exit present once it ended and how is known
 */
public record WorkerObserved(
    WorkerState state, long epoch, Optional<WorkerExit> exit, Activity activity) {
  public static final WorkerObserved NOTHING =
      new WorkerObserved(WorkerState.STARTING, 0, Optional.empty(), Activity.UNKNOWN);

  /** At rest, and there was no process yet. */
  public static final WorkerObserved NEVER_RAN =
      new WorkerObserved(WorkerState.STOPPED, 0, Optional.empty(), Activity.UNKNOWN);

  public WorkerObserved {
    requireNonNull(state, "state");
    checkArgument(epoch >= 0, "an epoch is not negative: %s", epoch);
    requireNonNull(exit, "exit");
    requireNonNull(activity, "activity");
  }

  /** To be started as this process. */
  public static WorkerObserved starting(long epoch) {
    return new WorkerObserved(WorkerState.STARTING, epoch, Optional.empty(), Activity.UNKNOWN);
  }

  public static WorkerObserved running(long epoch) {
    return running(epoch, Activity.UNKNOWN);
  }

  public static WorkerObserved running(long epoch, Activity activity) {
    return new WorkerObserved(WorkerState.RUNNING, epoch, Optional.empty(), activity);
  }

  public static WorkerObserved lost(long epoch) {
    return new WorkerObserved(WorkerState.LOST, epoch, Optional.empty(), Activity.UNKNOWN);
  }

  /** Stopped when that was asked for; else exited, or lost if nobody saw how. */
  public static WorkerObserved ended(long epoch, WorkerExit exit) {
    return switch (exit.cause()) {
      case MANAGED -> ended(WorkerState.STOPPED, epoch, exit);
      case UNEXPECTED -> exit.isKnown() ? ended(WorkerState.EXITED, epoch, exit) : lost(epoch);
    };
  }

  private static WorkerObserved ended(WorkerState state, long epoch, WorkerExit exit) {
    return new WorkerObserved(state, epoch, Optional.of(exit), Activity.UNKNOWN);
  }
}
