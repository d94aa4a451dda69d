package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What the owner saw, from the session as read to the session as seen. Written if {@code before}'s
 * fence and status version still hold: the status, the workers' observed parts, workers that are
 * gone, and the owner's own leaving. An observation that enters CLEANED removes the session with
 * its workers; its events stay.
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

  /** Whether the session is gone afterwards. */
  public boolean cleans() {
    return after.state() == SessionState.CLEANED;
  }
}
