package dev.agentsessions.store.internal;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventCursor.OfProject;
import dev.agentsessions.event.EventCursor.OfSession;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.session.SessionException.Unavailable;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * The journal in a SQL database. Commits of this program are heard at once, those of others within
 * a second. Safe from any thread.
 */
public final class JooqEventJournal implements EventJournal {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Database database;
  private final Bells bells;
  private final EventReads sessions;
  private final EventReads projects;

  @Inject
  public JooqEventJournal(Database database, Bells bells) {
    this.database = requireNonNull(database, "database");
    this.bells = requireNonNull(bells, "bells");
    this.sessions = EventReads.ofSessions(database.dsl());
    this.projects = EventReads.ofProjects(database.dsl());
  }

  @Override
  public List<SessionEvent> read(EventCursor after, Reach reach, int max) {
    checkArgument(max > 0, "max must be at least 1: %s", max);
    return database.read(work -> reads(after).after(work, after, reach, max));
  }

  @Override
  public EventCursor end(EventCursor stream) {
    OptionalLong last = database.read(work -> reads(stream).last(work, stream));
    if (last.isEmpty()) {
      return stream;
    }
    return switch (stream) {
      case OfSession of -> new OfSession(of.session(), last.getAsLong());
      case OfProject of -> new OfProject(of.project(), last.getAsLong());
    };
  }

  @Override
  public boolean awaitMore(EventCursor after, Duration wait) throws InterruptedException {
    try (Bells.Bell bell = bells.of(after)) {
      Duration left = wait;
      while (true) {
        long heard = bell.rings();
        if (isThereMore(after)) {
          return true;
        }
        if (!left.isPositive()) {
          return false;
        }
        Duration nap = left.compareTo(POLL) < 0 ? left : POLL;
        left = left.minus(nap).plus(bell.await(heard, nap));
      }
    }
  }

  /** An interrupt ends a call to a database on the network as a failure. */
  private boolean isThereMore(EventCursor after) throws InterruptedException {
    try {
      return !read(after, 1).isEmpty();
    } catch (Unavailable e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException("while reading").initCause(e);
      }
      throw e;
    }
  }

  private EventReads reads(EventCursor cursor) {
    return switch (cursor) {
      case OfSession of -> sessions;
      case OfProject of -> projects;
    };
  }
}
