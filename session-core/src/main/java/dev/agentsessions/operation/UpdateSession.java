package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionSpec;

/** A spec to put in place of a session's own (S-05). */
public record UpdateSession(Target target, SessionSpec spec) {
  public UpdateSession {
    requireNonNull(target, "target");
    requireNonNull(spec, "spec");
  }
}
