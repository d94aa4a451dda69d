package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

/** A worker to add to a running session (W-01). */
public record AddWorker(Target target, NewWorker worker) {
  public AddWorker {
    requireNonNull(target, "target");
    requireNonNull(worker, "worker");
  }
}
