package dev.agentsessions.project;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;
import java.util.Optional;

/**
 * What holds for all sessions of a project unless one says otherwise.
 *
 * @param inactivityTimeout zero means never, absent means the host's default (L-04)
 */
public record ProjectSettings(Optional<Duration> inactivityTimeout) {
  public static final ProjectSettings NONE = new ProjectSettings(Optional.empty());

  public ProjectSettings {
    inactivityTimeout.ifPresent(
        timeout ->
            checkArgument(!timeout.isNegative(), "inactivityTimeout is negative: %s", timeout));
  }
}
