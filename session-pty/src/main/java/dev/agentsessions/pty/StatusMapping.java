package dev.agentsessions.pty;

import dev.agentsessions.pty.keeper.ExitStatus;
import dev.agentsessions.pty.keeper.WorkerStatus;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerSighting;
import java.util.Optional;
import java.util.OptionalInt;

/** Says in the core's words what the keeper knows. */
final class StatusMapping {
  private StatusMapping() {}

  /** A process counts as running until all it had started is gone, if that was asked for. */
  static WorkerSighting sighting(WorkerStatus status) {
    Cause cause = status.managed() ? Cause.MANAGED : Cause.UNEXPECTED;
    return new WorkerSighting(
        new WorkerId(status.worker().worker()),
        status.epoch(),
        status.isOver() ? status.exit().map(exit -> exit(exit, cause)) : Optional.empty(),
        status.end());
  }

  private static WorkerExit exit(ExitStatus exit, Cause cause) {
    return switch (exit) {
      case ExitStatus.Code code -> WorkerExit.code(code.code(), cause);
      case ExitStatus.Signalled signalled -> WorkerExit.signal(signalled.signal(), cause);
      case ExitStatus.NotRun notRun ->
          new WorkerExit(
              OptionalInt.of(notRun.code()),
              OptionalInt.empty(),
              cause,
              Optional.of(notRun.message()));
      case ExitStatus.Unknown unknown -> WorkerExit.unseen(cause);
    };
  }
}
