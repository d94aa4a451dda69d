package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A place in a list that is ordered by creation time and id, newest first. Stays valid when the
 * session it names is gone.
 */
public record SessionCursor(Instant createdAt, SessionId id) {
  public SessionCursor {
    requireNonNull(createdAt, "createdAt");
    requireNonNull(id, "id");
  }

  public static SessionCursor of(Session session) {
    return new SessionCursor(session.revision().created().at(), session.id());
  }
}
