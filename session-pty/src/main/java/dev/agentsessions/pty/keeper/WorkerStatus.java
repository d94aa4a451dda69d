package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.WorkerKey;
import java.util.Objects;
import java.util.Optional;

/**
 * What the keeper knows of a worker at one moment.
 *
 * @param worker who it is
 * @param epoch of its output
 * @param pid of its process; 0 if it never ran
 * @param end the offset behind the last byte it printed
 * @param size of its terminal
 * @param exit present once its process has ended and everything that this process printed is in the
 *     log; processes it left behind may print more
 * @param managed whether it ended, or shall end, because somebody asked for it
 * @param stopping whether processes are still being ended because somebody asked for it
 */
public record WorkerStatus(
    WorkerKey worker,
    long epoch,
    int pid,
    long end,
    TerminalSize size,
    Optional<ExitStatus> exit,
    boolean managed,
    boolean stopping) {
  /** Refuses absent parts. */
  public WorkerStatus {
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(exit, "exit");
  }

  /** Whether its process has ended and nothing is being ended any more. */
  public boolean isOver() {
    return exit.isPresent() && !stopping;
  }
}
