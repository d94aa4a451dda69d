package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.Doorbell;

/**
 * What a dead keeper has left of a worker: processes without a terminal, which are being ended.
 * Until then it runs, so that nothing is started in its place; then nobody knows how it ended.
 */
final class OrphanedWorker extends KeptWorker {
  private final WorkerStatus status;
  private final Doorbell doorbell = new Doorbell();

  OrphanedWorker(WorkerStatus status) {
    this.status = status;
  }

  @Override
  WorkerStatus status() {
    return status;
  }

  @Override
  Doorbell doorbell() {
    return doorbell;
  }
}
