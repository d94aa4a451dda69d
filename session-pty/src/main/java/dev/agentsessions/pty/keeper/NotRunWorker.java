package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.Doorbell;
import dev.agentsessions.pty.log.EpochWriter;
import java.io.IOException;
import java.util.Optional;

/** A worker whose program could not be run: over from the beginning. */
final class NotRunWorker extends KeptWorker {
  /** The exit code of what is not there, as shells say it. */
  static final int NOT_FOUND = 127;

  /** The exit code of what is there and cannot be run, as shells say it. */
  private static final int CANNOT_RUN = 126;

  private final WorkerStatus status;
  private final Doorbell doorbell;

  private NotRunWorker(WorkerStatus status, Doorbell doorbell) {
    this.status = status;
    this.doorbell = doorbell;
  }

  /**
   * Says in the output why it could not be run.
   *
   * @param attempt what failed, such as {@code run make}
   * @param errno why
   */
  static NotRunWorker tell(SpawnSpec spec, String attempt, int errno, EpochWriter output)
      throws IOException {
    String message = Notice.of("cannot " + attempt + ": " + Posix.strerror(errno));
    output.append(Notice.line(message));
    int code = errno == Posix.ENOENT ? NOT_FOUND : CANNOT_RUN;
    WorkerStatus status =
        new WorkerStatus(
            spec.worker(),
            spec.epoch(),
            0,
            output.log().bounds().end(),
            spec.size(),
            Optional.of(new ExitStatus.NotRun(code, message)),
            false,
            false);
    return new NotRunWorker(status, output.log().doorbell());
  }

  @Override
  WorkerStatus status() {
    return status;
  }

  @Override
  Doorbell doorbell() {
    return doorbell;
  }
}
