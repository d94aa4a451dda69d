package dev.agentsessions.worker;

/** What is seen of a worker's process. Stored by name. */
public enum WorkerState {
  /** Wanted, and not yet tried. */
  STARTING,
  RUNNING,
  /** Ended, and how is known. */
  EXITED,
  /** Gone, and nobody saw how. */
  LOST,
  /** Ended because that was asked for. */
  STOPPED;

  /** No process. */
  public boolean isOver() {
    return this == EXITED || this == LOST || this == STOPPED;
  }
}
