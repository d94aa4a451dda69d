package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What the owner saw, or another host of a session that nobody can drive, from the session as read
 * to the session as seen. Written if {@code before}'s fence and status version still hold: the
 * status, the workers' observed parts, workers that are gone, the owner's own leaving, and where a
 * new run starts, its liveness: elapsed time anew, activity unless it was later, messages as they
 * were. An observation that enters CLEANED removes the session with its workers and its children's
 * {@code parent}; its events stay.
 */
public record Observation(Session before, Session after) {
  public Observation {
    checkArgument(before.identity().equals(after.identity()), "two sessions");
    checkArgument(
        before.revision().equals(after.revision()) && before.desired() == after.desired(),
        "an observation changes nothing that callers want: %s",
        after);
    checkArgument(
        before.ownership().fence().equals(after.ownership().fence()),
        "only a take-over moves the fence: %s",
        after);
  }

  /** Whether liveness starts anew, as it does with a new run. */
  public boolean restartsLiveness() {
    return !before.liveness().equals(after.liveness());
  }

  /** Whether the session is gone afterwards. */
  public boolean cleans() {
    return after.state() == SessionState.CLEANED;
  }
}
