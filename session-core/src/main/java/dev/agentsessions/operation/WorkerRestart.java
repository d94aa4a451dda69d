package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.worker.WorkerId;
import java.util.Optional;

/**
 * What a restart does to one worker (S-27).
 *
 * @param epoch of the process that is wanted, or that was there when it is refused
 * @param refused why nothing happens to it; absent: its process ends, and a new one starts
 */
public record WorkerRestart(WorkerId worker, String name, long epoch, Optional<String> refused) {
  public WorkerRestart {
    requireNonNull(worker, "worker");
    requireNonNull(name, "name");
    requireNonNull(refused, "refused");
  }
}
