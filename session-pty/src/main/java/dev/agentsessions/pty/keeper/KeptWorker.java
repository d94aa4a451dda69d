package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.Doorbell;

/** A worker that was spawned and not released. */
abstract class KeptWorker {
  private volatile long endNumber;

  abstract WorkerStatus status();

  /** Rung when the status changes. */
  abstract Doorbell doorbell();

  /** Number of its last end: of its process, or of a stop after that; 0 before. */
  final long endNumber() {
    return endNumber;
  }

  final void endNumber(long number) {
    endNumber = number;
  }
}
