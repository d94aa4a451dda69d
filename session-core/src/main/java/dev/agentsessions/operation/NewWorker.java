package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerKind;
import java.util.Optional;

/**
 * A worker to create.
 *
 * @param name absent: the agent's name, or {@code Terminal N}
 */
public record NewWorker(WorkerKind kind, Optional<String> name, WindowSize size) {
  public NewWorker {
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    requireNonNull(size, "size");
  }

  /** With the default name and size. */
  public static NewWorker of(WorkerKind kind) {
    return new NewWorker(kind, Optional.empty(), WindowSize.DEFAULT);
  }
}
