package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.worker.WorkerId;

/** A worker to delete, with its processes and its output (W-01). */
public record DeleteWorker(Target target, WorkerId worker) {
  public DeleteWorker {
    requireNonNull(target, "target");
    requireNonNull(worker, "worker");
  }
}
