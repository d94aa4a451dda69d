package dev.agentsessions.pty.keeper;

import java.util.Objects;
import java.util.Set;

/**
 * Where workers have ended.
 *
 * @param latest number of the latest end; the next question is about those after it
 * @param sessions in which a process has ended, or a stop is done
 */
public record Ends(long latest, Set<String> sessions) {
  /** Copies the set. */
  public Ends {
    sessions = Set.copyOf(Objects.requireNonNull(sessions, "sessions"));
  }
}
