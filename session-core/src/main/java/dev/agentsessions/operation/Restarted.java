package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import java.util.List;
import java.util.Optional;

/**
 * What a restart does to a session (S-27).
 *
 * @param session as stored
 * @param refused why nothing happens to any of it; in answers about many sessions only
 */
public record Restarted(
    Session session, List<WorkerRestart> workers, Optional<SessionException> refused) {
  public Restarted {
    requireNonNull(session, "session");
    workers = List.copyOf(workers);
    requireNonNull(refused, "refused");
  }
}
