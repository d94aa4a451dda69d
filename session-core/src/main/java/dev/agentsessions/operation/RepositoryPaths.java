package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.QuickSession;
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

  /** The spec with the repository's path; as it is if the project knows no such repository. */
  SessionSpec resolved(ProjectId project, SessionSpec spec) {
    return switch (spec.kind()) {
      case QuickSession quick -> spec;
      case WorktreeSession worktree ->
          RepositoryId.isOne(worktree.repository())
              ? catalog
                  .find(Kind.REPOSITORY, project, worktree.repository())
                  .map(
                      found ->
                          spec.withKind(
                              new WorktreeSession(
                                  found.path().toString(), worktree.branch(), worktree.base())))
                  .orElse(spec)
              : spec;
    };
  }
}
