package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.Doorbell;

/** A worker that was spawned and not released. */
interface KeptWorker {
  WorkerStatus status();

  /** Rung when the status changes. */
  Doorbell doorbell();
}
