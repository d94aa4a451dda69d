package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.project.Projects;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspaceRepository;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Predicate;

/** As the listed repository says, else its project. */
public final class ListedBranches implements ProtectedBranches {
  private final Catalog catalog;
  private final Projects projects;

  @Inject
  public ListedBranches(Catalog catalog, Projects projects) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.projects = requireNonNull(projects, "projects");
  }

  @Override
  public List<String> of(WorkspaceRepository repository) {
    ProjectId project = repository.session().identity().project();
    return switch (repository.session().spec().kind()) {
      case QuickSession quick -> of(project, isAt(quick.location().toString()));
      case WorktreeSession worktree -> of(project, isAt(worktree.repository()));
      case AgenticSession agentic ->
          repository
              .source()
              .map(source -> of(project, source.url()))
              .orElseGet(() -> ofProject(project));
    };
  }

  @Override
  public List<String> of(ProjectId project, GitUrl remote) {
    return of(project, repository -> isAt(repository, remote));
  }

  private static Predicate<Repository> isAt(String path) {
    return repository -> repository.path().toString().equals(path);
  }

  /** It was cloned from there, or is itself there. */
  private static boolean isAt(Repository repository, GitUrl remote) {
    return repository.origin().filter(origin -> origin.url().isSamePlace(remote)).isPresent()
        || (remote.scheme() == GitUrl.Scheme.FILE && isAt(remote.path()).test(repository));
  }

  /** If several match, what any of them says. */
  private List<String> of(ProjectId project, Predicate<Repository> matches) {
    List<List<String>> said =
        catalog.list(Kind.REPOSITORY, project).stream()
            .filter(matches)
            .flatMap(repository -> repository.settings().protectedBranches().stream())
            .toList();
    return said.isEmpty()
        ? ofProject(project)
        : said.stream().flatMap(List::stream).distinct().toList();
  }

  private List<String> ofProject(ProjectId project) {
    return projects
        .find(project)
        .map(Project::settings)
        .flatMap(ProjectSettings::protectedBranches)
        .orElse(ProjectSettings.USUALLY_PROTECTED);
  }
}
