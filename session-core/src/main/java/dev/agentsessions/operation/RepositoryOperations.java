package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.WorkspaceCheck;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What callers may do with the repositories that a project knows (G-09). Sessions keep the path
 * that they were created with, whatever becomes of the entry. Safe for many threads.
 */
public final class RepositoryOperations {
  private final Authorizer authorizer;
  private final SessionFinder finder;
  private final Catalog catalog;
  private final WorkspaceCheck workspaces;
  private final IdGenerator ids;
  private final InstantSource clock;

  @Inject
  RepositoryOperations(
      Authorizer authorizer,
      SessionFinder finder,
      Catalog catalog,
      WorkspaceCheck workspaces,
      IdGenerator ids,
      InstantSource clock) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.finder = requireNonNull(finder, "finder");
    this.catalog = requireNonNull(catalog, "catalog");
    this.workspaces = requireNonNull(workspaces, "workspaces");
    this.ids = requireNonNull(ids, "ids");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Those of the project, the oldest first. */
  public List<Repository> list(Caller caller, ProjectId project) {
    authorizer.check(caller, Permission.VIEW, project);
    finder.checkProject(project);
    return catalog.list(Kind.REPOSITORY, project);
  }

  public Repository get(Caller caller, ProjectId project, RepositoryId id) {
    authorizer.check(caller, Permission.VIEW, project);
    finder.checkProject(project);
    return catalog.get(Kind.REPOSITORY, project, id.value());
  }

  /**
   * Notes a repository of this machine.
   *
   * @param name absent: its directory's
   * @throws SessionException.Unsatisfied if there is no repository
   */
  public Repository create(
      Caller caller,
      ProjectId project,
      Optional<String> name,
      Path path,
      RepositorySettings settings) {
    authorizer.check(caller, Permission.EDIT, project);
    var repository =
        new Repository(
            new RepositoryId(ids.next(RepositoryId.PREFIX)),
            name.orElseGet(() -> lastName(path)),
            path,
            settings,
            clock.instant());
    checkIsThere(path);
    catalog.create(Kind.REPOSITORY, project, repository);
    return repository;
  }

  /**
   * Replaces name and settings, whole; the path never changes.
   *
   * @param name absent: its directory's
   */
  public Repository update(
      Caller caller,
      ProjectId project,
      RepositoryId id,
      Optional<String> name,
      Path path,
      RepositorySettings settings) {
    authorizer.check(caller, Permission.EDIT, project);
    finder.checkProject(project);
    Repository before = catalog.get(Kind.REPOSITORY, project, id.value());
    Invalid.check(path.equals(before.path()), "path", "never changes: it is " + before.path());
    var repository =
        new Repository(
            id, name.orElseGet(() -> lastName(path)), path, settings, before.createdAt());
    catalog.replace(Kind.REPOSITORY, project, repository);
    return repository;
  }

  /** Forgets a repository; its files, and sessions on it, stay. */
  public void delete(Caller caller, ProjectId project, RepositoryId id) {
    authorizer.check(caller, Permission.EDIT, project);
    finder.checkProject(project);
    catalog.delete(Kind.REPOSITORY, project, id.value());
  }

  private void checkIsThere(Path path) {
    if (workspaces.checkout(path).isEmpty()) {
      throw new SessionException.Unsatisfied("path", "is not a git repository: " + path);
    }
  }

  private static String lastName(Path path) {
    Path last = path.getFileName();
    return last == null ? "root" : last.toString();
  }
}
