package dev.agentsessions.worker;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.workspace.Environments;

/** Who provides the environments of a runtime's sessions and runs the workers in them. */
public record SessionRuntime(Environments environments, WorkerRuntime workers) {
  public SessionRuntime {
    requireNonNull(environments, "environments");
    requireNonNull(workers, "workers");
  }
}
