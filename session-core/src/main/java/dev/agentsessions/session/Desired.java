package dev.agentsessions.session;

/** What callers want of a session. Not part of the spec: moves no generation. Stored by name. */
public enum Desired {
  RUNNING,
  STOPPED,
  /** Gone; what was made for it on disk stays. */
  DELETED,
  /** Gone, and what was made for it on disk as well. */
  REMOVED;

  /** Callers do not find it any more. */
  public boolean isDeleted() {
    return this == DELETED || this == REMOVED;
  }
}
