package dev.agentsessions.worker;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param epoch of its output, and its name together with the worker: starting one epoch twice
 *     starts one process
 * @param command argv; empty: the user's login shell
 * @param environment added to what the runtime gives every worker
 */
public record WorkerLaunch(
    WorkerId worker,
    long epoch,
    List<String> command,
    Map<String, String> environment,
    WindowSize size) {
  public WorkerLaunch {
    requireNonNull(worker, "worker");
    checkArgument(epoch > 0, "epochs start at 1: %s", epoch);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    requireNonNull(size, "size");
  }
}
