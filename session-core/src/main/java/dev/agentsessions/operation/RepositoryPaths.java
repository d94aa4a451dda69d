package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryClone;
import dev.agentsessions.catalog.RepositoryClone.State;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.WorktreeSession;
import jakarta.inject.Inject;

/** Finds the paths of repositories that callers name by their ids. */
final class RepositoryPaths {
  private final Catalog catalog;

  @Inject
  RepositoryPaths(Catalog catalog) {
    this.catalog = requireNonNull(catalog, "catalog");
  }

  /**
   * The spec with the repository's path; as it is if the project knows no such repository.
   *
   * @throws SessionException.Unsatisfied if the repository is not cloned yet
   */
  SessionSpec resolved(ProjectId project, SessionSpec spec) {
    return switch (spec.kind()) {
      case QuickSession quick -> spec;
      case AgenticSession agentic -> spec;
      case WorktreeSession worktree ->
          RepositoryId.isOne(worktree.repository())
              ? catalog
                  .find(Kind.REPOSITORY, project, worktree.repository())
                  .map(
                      found ->
                          spec.withKind(
                              new WorktreeSession(
                                  path(project, found), worktree.branch(), worktree.base())))
                  .orElse(spec)
              : spec;
    };
  }

  private String path(ProjectId project, Repository repository) {
    RepositoryClone.of(repository, catalog, project)
        .filter(clone -> clone.state() != State.READY)
        .ifPresent(
            clone -> {
              throw new SessionException.Unsatisfied(
                  "spec.repository",
                  "is not cloned yet: "
                      + clone.message().orElseGet(() -> Ascii.toLowerCase(clone.state().name())));
            });
    return repository.path().toString();
  }
}
