package dev.agentsessions.bench.host;

import static com.google.common.base.Preconditions.checkState;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.event.SessionChange.SessionMoved;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionState;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Follows a project's sessions as they move, from now on. For one thread. */
final class Moves {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MANY = 1000;

  private final EventJournal journal;
  private final Map<SessionState, Integer> arrived = new EnumMap<>(SessionState.class);
  private EventCursor cursor;

  Moves(EventJournal journal, ProjectId project) {
    this.journal = journal;
    this.cursor = journal.end(new EventCursor.OfProject(project, 0));
  }

  /** Waits until so many more sessions have come to a state. */
  void await(SessionState state, int count) throws InterruptedException {
    while (arrived.getOrDefault(state, 0) < count) {
      checkState(journal.awaitMore(cursor, PATIENCE), "nothing moved for %s", PATIENCE);
      for (SessionEvent event : journal.read(cursor, MANY)) {
        cursor = cursor.after(event);
        if (event.change() instanceof SessionMoved moved && moved.from() != moved.to()) {
          arrived.merge(moved.to(), 1, Integer::sum);
        }
      }
    }
    arrived.merge(state, -count, Integer::sum);
  }
}
