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

  /**
   * Gone, though not by itself: where it is still wanted it is started again, as the next epoch.
   */
  public boolean isInterrupted() {
    return this == LOST || this == STOPPED;
  }

  /** No process. */
  public boolean isOver() {
    return this == EXITED || this == LOST || this == STOPPED;
  }
}
