package dev.agentsessions.worker;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.workspace.Environments;
import java.util.Optional;

/**
 * Who provides the environments of a runtime's sessions and runs the workers in them.
 *
 * @param changes absent: nobody tells when processes end, and the owner looks now and then
 */
public record SessionRuntime(
    Environments environments, WorkerRuntime workers, Optional<WorkerChanges> changes) {
  public SessionRuntime {
    requireNonNull(environments, "environments");
    requireNonNull(workers, "workers");
    requireNonNull(changes, "changes");
  }
}
