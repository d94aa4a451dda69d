package dev.agentsessions.project;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/** A tenant as stored. */
public record Project(
    ProjectId id, Optional<String> displayName, ProjectSettings settings, Instant createdAt) {
  public Project {
    requireNonNull(id, "id");
    requireNonNull(displayName, "displayName");
    requireNonNull(settings, "settings");
    requireNonNull(createdAt, "createdAt");
  }

  /** With other settings. */
  public Project with(ProjectSettings other) {
    return new Project(id, displayName, other, createdAt);
  }
}
