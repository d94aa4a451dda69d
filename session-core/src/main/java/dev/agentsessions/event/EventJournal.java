package dev.agentsessions.event;

import dev.agentsessions.identity.Reach;
import java.time.Duration;
import java.util.List;

/**
 * Every change ever committed, to read from any place. Safe for many threads and processes. Passes
 * {@code EventJournalContract}.
 */
public interface EventJournal {
  /**
   * Events after a place, in order, without waiting. Empty at the end.
   *
   * @param max at least 1
   */
  default List<SessionEvent> read(EventCursor after, int max) {
    return read(after, Reach.everything(), max);
  }

  /** The same, but only of sessions within a reach, also of those that are gone (T-02). */
  List<SessionEvent> read(EventCursor after, Reach reach, int max);

  /** The place after the last event of the same stream; the cursor itself when there is none. */
  EventCursor end(EventCursor stream);

  /**
   * Waits for an event after a place.
   *
   * @return whether there is one; false when the time is over
   */
  boolean awaitMore(EventCursor after, Duration wait) throws InterruptedException;
}
