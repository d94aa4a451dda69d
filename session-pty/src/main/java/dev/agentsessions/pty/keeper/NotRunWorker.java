package dev.agentsessions.pty.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.pty.log.Doorbell;
import dev.agentsessions.pty.log.EpochWriter;
import java.io.IOException;
import java.util.Optional;

/** A worker whose program could not be run: over from the beginning. */
final class NotRunWorker extends KeptWorker {
  private final WorkerStatus status;
  private final Doorbell doorbell;

  private NotRunWorker(WorkerStatus status, Doorbell doorbell) {
    this.status = status;
    this.doorbell = doorbell;
  }

  /** Says in the output why it could not be run. */
  static NotRunWorker tell(SpawnSpec spec, ExitStatus.NotRun exit, EpochWriter output)
      throws IOException {
    output.append(UTF_8.encode(exit.message() + "\r\n"));
    WorkerStatus status =
        new WorkerStatus(
            spec.worker(),
            spec.epoch(),
            0,
            output.log().bounds().end(),
            spec.size(),
            Optional.of(exit),
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
