package dev.agentsessions.json;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.SessionException.Invalid;
import java.util.Optional;

/**
 * A project to create.
 *
 * @param displayName 1..200 characters
 */
public record NewProject(ProjectId id, Optional<String> displayName, ProjectSettings settings) {
  private static final int MAX_NAME = 200;

  public NewProject {
    requireNonNull(id, "id");
    displayName.ifPresent(
        name ->
            Invalid.check(
                !name.isBlank() && name.length() <= MAX_NAME,
                "displayName",
                "must have 1..200 characters"));
    requireNonNull(settings, "settings");
  }
}
