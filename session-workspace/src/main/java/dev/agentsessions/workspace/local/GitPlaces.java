package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.WorkspaceRepository;
import dev.agentsessions.workspace.local.AgenticPlace.Part;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Finds where sessions' repositories are on this machine. */
final class GitPlaces {
  private static final String WORKSPACE = "workspace";

  private final WorkspaceConfig config;
  private final GitProgram git;

  @Inject
  GitPlaces(WorkspaceConfig config, GitProgram git) {
    this.config = requireNonNull(config, "config");
    this.git = requireNonNull(git, "git");
  }

  /**
   * Where a session works.
   *
   * @throws SessionException.NotFound if it has no repository of that name
   * @throws Unsatisfied if there is no directory
   */
  Path directory(WorkspaceRepository repository) {
    Path directory =
        switch (repository.session().spec().kind()) {
          case QuickSession quick -> only(repository, quick.location());
          case WorktreeSession kind ->
              only(repository, worktree(repository.session(), kind).directory());
          case AgenticSession kind -> clone(repository);
        };
    if (!Files.isDirectory(directory)) {
      throw new Unsatisfied(WORKSPACE, "is not there: there is no directory " + directory);
    }
    return directory;
  }

  /** The one that there is, if no other is named. */
  private static Path only(WorkspaceRepository repository, Path directory) {
    repository
        .name()
        .ifPresent(
            name -> {
              throw notFound(repository, name);
            });
    return directory;
  }

  private Path clone(WorkspaceRepository repository) {
    Part part =
        repository
            .source()
            .map(Part::of)
            .orElseThrow(() -> notFound(repository, repository.name().orElse("of any name")));
    AgenticPlace place = AgenticPlace.of(repository.session(), config);
    Path clone = place.of(part);
    if (!isBelow(clone, place.root())) {
      throw new Unsatisfied(WORKSPACE, "does not have it: there is no directory " + clone);
    }
    return clone;
  }

  /** A link that took its place may lead anywhere. */
  private static boolean isBelow(Path clone, Path root) {
    try {
      return clone.toRealPath().startsWith(root.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static SessionException notFound(WorkspaceRepository repository, String name) {
    return new SessionException.NotFound("repository " + name + " of " + repository.session().id());
  }

  private Worktree worktree(Session session, WorktreeSession kind) {
    return Worktree.of(session, kind, config.worktrees());
  }

  /** The work tree of a session's repository; empty if it is none. */
  Optional<WorkTree> find(WorkspaceRepository repository) {
    Optional<WorkTree> tree = WorkTree.at(directory(repository));
    return switch (repository.session().spec().kind()) {
      case QuickSession quick -> tree;
      case AgenticSession kind -> tree;
      case WorktreeSession kind -> tree.filter(found -> found.isOf(Path.of(kind.repository())));
    };
  }

  /**
   * Does something with a repository's git.
   *
   * @throws Unsatisfied if it is none, or a broken one
   * @throws SessionException.Unavailable if git cannot be run, or takes too long
   */
  <T> T with(WorkspaceRepository repository, Function<SealedGit, T> work) {
    WorkTree tree =
        find(repository)
            .orElseThrow(() -> new Unsatisfied(WORKSPACE, "is not the top of a git work tree"));
    return with(tree, work);
  }

  /** The same, of what was found. */
  <T> T with(WorkTree tree, Function<SealedGit, T> work) {
    try (SealedGit sealed = SealedGit.in(tree, git)) {
      return work.apply(sealed);
    } catch (GitFailure.Refused e) {
      throw new Unsatisfied(WORKSPACE, "is not in order: " + e.problem());
    } catch (GitFailure e) {
      throw new SessionException.Unavailable(e.problem(), e);
    } catch (UncheckedIOException e) {
      throw new SessionException.Unavailable(e.toString(), e);
    }
  }

  /** Makes a repository of a directory that is none. */
  void makeRepository(Path directory) {
    try {
      git.run(directory, GitCommand.of("init", "--quiet", "--template=", "--initial-branch=main"))
          .orThrow();
    } catch (GitFailure e) {
      throw new SessionException.Unavailable(e.problem(), e);
    }
  }
}
