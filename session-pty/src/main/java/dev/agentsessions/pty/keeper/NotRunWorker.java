package dev.agentsessions.pty.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.pty.log.Doorbell;
import dev.agentsessions.pty.log.EpochWriter;
import java.io.IOException;
import java.util.Optional;

/**
 * A worker whose program could not be run.
 *
 * @param status as it is and stays
 * @param doorbell of its output
 */
record NotRunWorker(WorkerStatus status, Doorbell doorbell) implements KeptWorker {
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
}
