package dev.agentsessions.imports;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerKind;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker as a row recorded it.
 *
 * @param name as it is shown; the same as another's, too
 */
public record RecordedWorker(
    WorkerId id, WorkerKind kind, Optional<String> name, Instant createdAt) {
  public RecordedWorker {
    requireNonNull(id, "id");
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    requireNonNull(createdAt, "createdAt");
  }
}
