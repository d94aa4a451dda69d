package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;

/**
 * A session after an apply (S-07).
 *
 * @param created whether it was not there before
 */
public record Applied(Session session, boolean created) {
  public Applied {
    requireNonNull(session, "session");
  }
}
