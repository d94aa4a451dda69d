package dev.agentsessions.http;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.Projects;
import jakarta.inject.Inject;
import java.util.Optional;

/** The store answers. */
final class StoreReadiness implements ReadinessCheck {
  private final Projects projects;

  @Inject
  StoreReadiness(Projects projects) {
    this.projects = requireNonNull(projects, "projects");
  }

  @Override
  public String name() {
    return "store";
  }

  @Override
  public Optional<String> check() {
    checkState(projects.find(ProjectId.DEFAULT).isPresent(), "the default project is missing");
    return Optional.empty();
  }
}
