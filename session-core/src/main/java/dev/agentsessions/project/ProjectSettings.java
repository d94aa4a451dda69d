package dev.agentsessions.project;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.WorktreeSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What holds for all sessions of a project unless one says otherwise (S-28).
 *
 * @param inactivityTimeout zero means never, absent means the host's default (L-04)
 * @param recordInput whether recordings hold what was typed, too (O-06)
 * @param protectedBranches that nothing is pushed to (G-03), up to 100; absent means {@link
 *     #USUALLY_PROTECTED}, none means none
 */
public record ProjectSettings(
    Optional<Duration> inactivityTimeout,
    ProjectLimits limits,
    boolean recordInput,
    Optional<List<String>> protectedBranches) {
  /** By the names that they have nearly everywhere. */
  public static final List<String> USUALLY_PROTECTED = List.of("main", "master", "develop");

  public static final ProjectSettings NONE =
      new ProjectSettings(Optional.empty(), ProjectLimits.NONE, false, Optional.empty());

  private static final int MAX_BRANCHES = 100;

  public ProjectSettings {
    inactivityTimeout.ifPresent(
        timeout ->
            checkArgument(!timeout.isNegative(), "inactivityTimeout is negative: %s", timeout));
    requireNonNull(limits, "limits");
    protectedBranches = protectedBranches.map(List::copyOf);
    protectedBranches.ifPresent(ProjectSettings::checkBranches);
  }

  private static void checkBranches(List<String> branches) {
    Invalid.check(
        branches.size() <= MAX_BRANCHES, "protectedBranches", "has more than " + MAX_BRANCHES);
    branches.forEach(branch -> WorktreeSession.checkBranch("protectedBranches", branch));
  }

  /** With another time of inactivity. */
  public ProjectSettings withInactivityTimeout(Duration timeout) {
    return new ProjectSettings(Optional.of(timeout), limits, recordInput, protectedBranches);
  }

  /** With other limits. */
  public ProjectSettings withLimits(ProjectLimits other) {
    return new ProjectSettings(inactivityTimeout, other, recordInput, protectedBranches);
  }
}
