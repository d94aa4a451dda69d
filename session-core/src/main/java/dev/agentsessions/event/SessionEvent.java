package dev.agentsessions.event;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionId;
import java.time.Instant;

/**
 * A change in the journal, committed with the change itself (M-02).
 *
 * @param seq place in its session, 1 and up, without holes, in commit order
 * @param position place in its project, likewise: a reader that remembers the last one misses
 *     nothing
 */
public record SessionEvent(
    ProjectId project,
    SessionId session,
    long seq,
    long position,
    Instant at,
    SessionChange change) {
  public SessionEvent {
    requireNonNull(project, "project");
    requireNonNull(session, "session");
    checkArgument(seq > 0 && position > 0, "places start at 1: %s, %s", seq, position);
    requireNonNull(at, "at");
    requireNonNull(change, "change");
  }

  /** Unique, and the same for the same event wherever it is read. */
  public String id() {
    return "evt-" + session + "-" + seq;
  }
}
