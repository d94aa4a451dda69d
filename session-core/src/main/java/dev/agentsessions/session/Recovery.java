package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** Whether what a session works on is still there (L-08). */
public sealed interface Recovery {
  Recovery HEALTHY = new Healthy();

  /** As far as is known. A session at rest is looked at when somebody starts it. */
  record Healthy() implements Recovery {}

  /**
   * What it worked on was gone when it was last wanted. The session is kept, and starts again once
   * that is back.
   */
  record Orphaned(Reason reason) implements Recovery {
    /** The words for a lost workspace; any other failure is of the session's run. */
    private static final Set<Reason> REASONS =
        Set.of(Reason.DIRECTORY_NOT_FOUND, Reason.NOT_GIT_REPOSITORY, Reason.BRANCH_NOT_FOUND);

    public Orphaned {
      requireNonNull(reason, "reason");
    }

    static boolean isTold(Reason reason) {
      return REASONS.contains(reason);
    }
  }
}
