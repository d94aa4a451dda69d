package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionCursor;
import java.util.List;
import java.util.Optional;

/**
 * What a restart of all agents does (S-27).
 *
 * @param sessions those that run agents, newest first
 * @param next where to go on; absent: all were restarted
 */
public record RestartedAgents(List<Restarted> sessions, Optional<SessionCursor> next) {
  public RestartedAgents {
    sessions = List.copyOf(sessions);
    requireNonNull(next, "next");
  }
}
