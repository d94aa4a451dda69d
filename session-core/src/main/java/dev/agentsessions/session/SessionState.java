package dev.agentsessions.session;

/** Where a session is in its life; {@link SessionLifecycle} says how it moves. Stored by name. */
public enum SessionState {
  CREATED(Phase.PENDING, false),
  SPAWNING(Phase.CREATING, false),
  ACTIVE(Phase.RUNNING, false),
  TERMINATING(Phase.STOPPING, false),
  STOPPED(Phase.STOPPED, true),
  COMPLETED(Phase.COMPLETED, true),
  FAILED(Phase.FAILED, true),
  /** The end: the row goes with the commit that enters it, so nobody ever reads it. */
  CLEANED(Phase.STOPPED, false);

  private final Phase phase;
  private final boolean resting;

  SessionState(Phase phase, boolean resting) {
    this.phase = phase;
    this.resting = resting;
  }

  /** The word shown outside. */
  public Phase phase() {
    return phase;
  }

  /** Nothing runs and nothing is under way. */
  public boolean isResting() {
    return resting;
  }

  /** Wanted or under way: it holds its role and counts against limits. */
  public boolean isLive() {
    return !resting && this != CLEANED;
  }
}
