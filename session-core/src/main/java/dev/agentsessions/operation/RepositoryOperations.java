package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositoryOrigin;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.catalog.RepositorySource;
import dev.agentsessions.catalog.RepositorySource.Directory;
import dev.agentsessions.catalog.RepositorySource.Remote;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.repository.RepositoryCloning;
import dev.agentsessions.session.Session;
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
  private final RepositoryCloning cloning;
  private final SessionsOnRepositories sessions;
  private final IdGenerator ids;
  private final InstantSource clock;

  @Inject
  RepositoryOperations(
      Authorizer authorizer,
      SessionFinder finder,
      Catalog catalog,
      WorkspaceCheck workspaces,
      RepositoryCloning cloning,
      SessionsOnRepositories sessions,
      IdGenerator ids,
      InstantSource clock) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.finder = requireNonNull(finder, "finder");
    this.catalog = requireNonNull(catalog, "catalog");
    this.workspaces = requireNonNull(workspaces, "workspaces");
    this.cloning = requireNonNull(cloning, "cloning");
    this.sessions = requireNonNull(sessions, "sessions");
    this.ids = requireNonNull(ids, "ids");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Those of the project, the oldest first. */
  public List<KnownRepository> list(Caller caller, ProjectId project) {
    authorizer.check(caller, Permission.VIEW, project);
    finder.checkProject(project);
    return catalog.list(Kind.REPOSITORY, project).stream()
        .filter(repository -> !cloning.isGone(project, repository))
        .map(repository -> known(project, repository))
        .toList();
  }

  public KnownRepository get(Caller caller, ProjectId project, RepositoryId id) {
    authorizer.check(caller, Permission.VIEW, project);
    return known(project, find(project, id));
  }

  /**
   * Notes a repository of this machine, or has one cloned, which is there later.
   *
   * @param name absent: the usual one
   * @throws SessionException.Unsatisfied if there is no repository
   * @throws Invalid for an address that this host may not clone from
   */
  public KnownRepository create(
      Caller caller,
      ProjectId project,
      Optional<String> name,
      RepositorySource source,
      RepositorySettings settings) {
    authorizer.check(caller, Permission.EDIT, project);
    var id = new RepositoryId(ids.next(RepositoryId.PREFIX));
    String called = name.orElseGet(source::usualName);
    var repository =
        switch (source) {
          case Directory directory ->
              new Repository(id, called, directory.path(), settings, clock.instant());
          case Remote remote ->
              new Repository(
                  id,
                  called,
                  cloning.place(id, remote.url()),
                  Optional.of(origin(caller, remote)),
                  settings,
                  clock.instant());
        };
    if (repository.origin().isEmpty()) {
      checkIsThere(repository.path());
    }
    catalog.create(Kind.REPOSITORY, project, repository);
    if (repository.origin().isPresent()) {
      cloning.begin(project, repository);
    }
    return known(project, repository);
  }

  private RepositoryOrigin origin(Caller caller, Remote remote) {
    return new RepositoryOrigin(
        remote.url(), new Owner(OwnerScope.IDENTITY_ACCOUNT, caller.id()), cloning.node());
  }

  /**
   * Replaces name and settings, whole; where it is never changes.
   *
   * @param name absent: the usual one
   */
  public KnownRepository update(
      Caller caller,
      ProjectId project,
      RepositoryId id,
      Optional<String> name,
      RepositorySource source,
      RepositorySettings settings) {
    authorizer.check(caller, Permission.EDIT, project);
    Repository before = find(project, id);
    switch (source) {
      case Directory directory ->
          Invalid.check(
              directory.path().equals(before.path()),
              "path",
              "never changes: it is " + before.path());
      case Remote remote ->
          Invalid.check(
              before.origin().filter(origin -> origin.url().equals(remote.url())).isPresent(),
              "url",
              before
                  .origin()
                  .map(origin -> "never changes: it is " + origin.url())
                  .orElse("is none: the repository was not cloned"));
    }
    Repository after = before.described(name.orElseGet(source::usualName), settings);
    catalog.replace(Kind.REPOSITORY, project, after);
    return known(project, after);
  }

  /**
   * Forgets a repository; sessions on it stay, and so do its files.
   *
   * @param files whether those of a clone go, in the background; those of one that is not made
   *     always do
   * @throws SessionException.Fixed if files should go that we did not make
   * @throws SessionException.NotEmpty if files should go that a session works on, or that somebody
   *     may still want
   */
  public void delete(Caller caller, ProjectId project, RepositoryId id, boolean files) {
    authorizer.check(caller, Permission.EDIT, project);
    Repository repository = find(project, id);
    if (files) {
      if (repository.origin().isEmpty()) {
        throw new SessionException.Fixed(
            "files of repository " + id, "they were there before it was noted");
      }
      if (!sessions.on(project, repository.path()).isEmpty()) {
        throw new SessionException.NotEmpty("repository " + id, "sessions");
      }
    }
    cloning.forget(project, repository, files);
  }

  /** The worktrees of a repository, its own first, and the sessions of this caller on them. */
  public List<HeldWorktree> worktrees(Caller caller, ProjectId project, RepositoryId id) {
    authorizer.check(caller, Permission.VIEW, project);
    Repository repository = find(project, id);
    List<Session> users = sessions.on(caller, project, repository.path());
    return workspaces.worktrees(repository.path()).stream()
        .map(worktree -> HeldWorktree.of(worktree, users))
        .toList();
  }

  private Repository find(ProjectId project, RepositoryId id) {
    finder.checkProject(project);
    Repository found = catalog.get(Kind.REPOSITORY, project, id.value());
    if (cloning.isGone(project, found)) {
      throw new SessionException.NotFound(Kind.REPOSITORY + " " + id);
    }
    return found;
  }

  private KnownRepository known(ProjectId project, Repository repository) {
    return new KnownRepository(repository, cloning.of(project, repository));
  }

  private void checkIsThere(Path path) {
    if (workspaces.checkout(path).isEmpty()) {
      throw new SessionException.Unsatisfied("path", "is not a git repository: " + path);
    }
  }
}
