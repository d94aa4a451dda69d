package dev.agentsessions.project;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * How much of the host a project may take (S-20); absent means no limit.
 *
 * @param liveSessions sessions that do not rest, counted before one more is let in: those that
 *     several callers ask for in the same moment may pass it together; 0 lets nobody in
 * @param workersPerSession at least 1; exact
 */
public record ProjectLimits(OptionalInt liveSessions, OptionalInt workersPerSession) {
  public static final ProjectLimits NONE =
      new ProjectLimits(OptionalInt.empty(), OptionalInt.empty());

  public ProjectLimits {
    requireNonNull(liveSessions, "liveSessions");
    requireNonNull(workersPerSession, "workersPerSession");
    checkArgument(liveSessions.orElse(0) >= 0, "liveSessions is negative: %s", liveSessions);
    checkArgument(
        workersPerSession.orElse(1) >= 1, "workersPerSession is below 1: %s", workersPerSession);
  }
}
