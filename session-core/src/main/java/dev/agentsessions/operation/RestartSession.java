package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

/** A session whose processes are to be started anew (S-27). */
public record RestartSession(Target target, Which which) {
  /** Whose processes, where they run. */
  public enum Which {
    /** Those of every worker; a session at rest is started. */
    ALL,
    /** Those of agents; a session at rest is left alone. */
    AGENTS
  }

  public RestartSession {
    requireNonNull(target, "target");
    requireNonNull(which, "which");
  }

  /** All of it. */
  public static RestartSession of(Target target) {
    return new RestartSession(target, Which.ALL);
  }
}
