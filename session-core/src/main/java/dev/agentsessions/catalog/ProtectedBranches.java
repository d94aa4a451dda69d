package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.project.Projects;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.WorktreeSession;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The branches that nothing is pushed to: as the repository says, else the project (G-03). */
public final class ProtectedBranches {
  private final Catalog catalog;
  private final Projects projects;

  @Inject
  public ProtectedBranches(Catalog catalog, Projects projects) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.projects = requireNonNull(projects, "projects");
  }

  public List<String> of(Session session) {
    ProjectId project = session.identity().project();
    return ofRepository(project, path(session))
        .or(
            () ->
                projects
                    .find(project)
                    .map(Project::settings)
                    .flatMap(ProjectSettings::protectedBranches))
        .orElse(ProjectSettings.USUALLY_PROTECTED);
  }

  private static String path(Session session) {
    return switch (session.spec().kind()) {
      case QuickSession quick -> quick.location().toString();
      case WorktreeSession worktree -> worktree.repository();
      case AgenticSession agentic -> ""; // its clones are no repositories of the project's list
    };
  }

  private Optional<List<String>> ofRepository(ProjectId project, String path) {
    return catalog.list(Kind.REPOSITORY, project).stream()
        .filter(repository -> repository.path().toString().equals(path))
        .flatMap(repository -> repository.settings().protectedBranches().stream())
        .findFirst();
  }
}
