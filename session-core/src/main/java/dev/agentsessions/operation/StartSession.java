package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

/** A session to start, or to continue (S-10). */
public record StartSession(Target target) {
  public StartSession {
    requireNonNull(target, "target");
  }
}
