package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Reason;

/** A session to stop (S-11). */
public record StopSession(Target target, Reason reason) {
  public StopSession {
    requireNonNull(target, "target");
    requireNonNull(reason, "reason");
  }
}
