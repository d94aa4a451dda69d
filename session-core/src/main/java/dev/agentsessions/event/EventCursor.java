package dev.agentsessions.event;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionId;

/** A place in a journal; reading goes on after it. 0 is before the first event. */
public sealed interface EventCursor {
  /** After one place of a session. */
  record OfSession(SessionId session, long seq) implements EventCursor {
    public OfSession {
      requireNonNull(session, "session");
    }
  }

  /** After one place of a project. */
  record OfProject(ProjectId project, long position) implements EventCursor {
    public OfProject {
      requireNonNull(project, "project");
    }
  }

  /** The cursor after an event of the same stream. */
  default EventCursor after(SessionEvent event) {
    return switch (this) {
      case OfSession cursor -> new OfSession(cursor.session(), event.seq());
      case OfProject cursor -> new OfProject(cursor.project(), event.position());
    };
  }
}
