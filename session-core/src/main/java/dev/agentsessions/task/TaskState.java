package dev.agentsessions.task;

/** Where a task is. Stored by name. */
public enum TaskState {
  /** To be run once it is due. */
  PENDING,
  /** Claimed, by one. */
  RUNNING,
  DONE,
  /** Failed too often: waits for somebody to retry or cancel it. */
  STALLED;

  /** Nobody has begun it, or nobody will go on with it. */
  public boolean isCancellable() {
    return this == PENDING || this == STALLED;
  }
}
