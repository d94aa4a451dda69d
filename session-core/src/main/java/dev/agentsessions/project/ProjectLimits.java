package dev.agentsessions.project;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much of the host a project may take (S-20); absent means no limit. Whoever is let in stays:
 * each limit is looked at before something more begins, and nothing that runs is ended or cut.
 *
 * @param liveSessions sessions that do not rest, counted before one more is let in: those that
 *     several callers ask for in the same moment may pass it together; 0 lets nobody in
 * @param workersPerSession at least 1; exact
 * @param outputBytes room that the output of all sessions takes where the asked host keeps it:
 *     while it is as much or more, no session is created or started and no worker added; 0 lets
 *     nobody in
 */
public record ProjectLimits(
    OptionalInt liveSessions, OptionalInt workersPerSession, OptionalLong outputBytes) {
  public static final ProjectLimits NONE =
      new ProjectLimits(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());

  public ProjectLimits {
    requireNonNull(liveSessions, "liveSessions");
    requireNonNull(workersPerSession, "workersPerSession");
    requireNonNull(outputBytes, "outputBytes");
    checkArgument(liveSessions.orElse(0) >= 0, "liveSessions is negative: %s", liveSessions);
    checkArgument(
        workersPerSession.orElse(1) >= 1, "workersPerSession is below 1: %s", workersPerSession);
    checkArgument(outputBytes.orElse(0) >= 0, "outputBytes is negative: %s", outputBytes);
  }
}
