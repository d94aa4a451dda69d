package dev.agentsessions.project;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What holds for all sessions of a project unless one says otherwise.
 *
 * @param inactivityTimeout zero means never, absent means the host's default (L-04)
 */
public record ProjectSettings(Optional<Duration> inactivityTimeout, ProjectLimits limits) {
  public static final ProjectSettings NONE =
      new ProjectSettings(Optional.empty(), ProjectLimits.NONE);

  public ProjectSettings {
    inactivityTimeout.ifPresent(
        timeout ->
            checkArgument(!timeout.isNegative(), "inactivityTimeout is negative: %s", timeout));
    requireNonNull(limits, "limits");
  }

  /** With another time of inactivity. */
  public ProjectSettings withInactivityTimeout(Duration timeout) {
    return new ProjectSettings(Optional.of(timeout), limits);
  }

  /** With other limits. */
  public ProjectSettings withLimits(ProjectLimits other) {
    return new ProjectSettings(inactivityTimeout, other);
  }
}
