package dev.agentsessions.store.internal;

import dev.agentsessions.session.Session;
import java.util.Optional;

/** How a database may commit faster than by a transaction of several statements. */
public interface Shortcut {
  /** A database that has none. */
  Shortcut NONE = commit -> Optional.empty();

  /**
   * Commits, if that can be done this way.
   *
   * @return the session as stored; empty when nothing is written, and the long way either commits
   *     or says why not
   * @throws dev.agentsessions.session.SessionException.OutcomeUnknown if the database was lost
   *     meanwhile
   */
  Optional<Session> commit(Commit commit);
}
