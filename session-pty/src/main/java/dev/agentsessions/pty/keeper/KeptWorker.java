package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.Doorbell;

/** A worker that was spawned and not released. */
abstract class KeptWorker {
  abstract WorkerStatus status();

  /** Rung when the status changes. */
  abstract Doorbell doorbell();
}
