package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositoryOrigin;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.workspace.CloneProgress;
import dev.agentsessions.workspace.GitException;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.RepositoryClones;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Bare clones below the data directory: {@code <repositories>/<id>/<name>}, moved there when they
 * are whole. They have no branch but those that sessions make, so none is taken by the clone.
 */
final class LocalClones implements RepositoryClones {
  private final WorkspaceConfig config;
  private final GitProgram git;
  private final RemoteExchange remotes;
  private final InstantSource clock;

  @Inject
  LocalClones(WorkspaceConfig config, GitProgram git, RemoteExchange remotes, InstantSource clock) {
    this.config = requireNonNull(config, "config");
    this.git = requireNonNull(git, "git");
    this.remotes = requireNonNull(remotes, "remotes");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public Path place(RepositoryId id, GitUrl url) {
    remotes.check("url", url);
    return folder(id).resolve(url.repositoryName());
  }

  private Path folder(RepositoryId id) {
    return config.repositories().resolve(id.value());
  }

  @Override
  public void make(ProjectId project, Repository repository, Consumer<CloneProgress> progress) {
    try {
      if (!isMade(repository)) {
        attempt(project, repository, progress);
      }
    } catch (RuntimeException e) {
      if (!isMade(repository)) { // else a later attempt has ended this one, and made it
        throw e;
      }
    }
    clear(repository.id()); // whoever else is still at it: it is made
  }

  private static boolean isMade(Repository repository) {
    return Files.isDirectory(repository.path());
  }

  private void attempt(ProjectId project, Repository repository, Consumer<CloneProgress> progress) {
    RepositoryOrigin origin = repository.origin().orElseThrow();
    try {
      Path begun = new CloneAttempts(folder(repository.id())).begin(clock.millis());
      try {
        remotes.cloneInto(
            begun,
            origin.url(),
            Optional.empty(),
            url -> remotes.of(project, origin.owner(), url),
            progress);
        bare(begun.resolve(".git"));
        Files.move(begun.resolve(".git"), repository.path(), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Trees.delete(begun); // only this attempt's, not the folder: a later one may have begun
      }
    } catch (GitFailure.Refused e) {
      throw new GitException.RemoteFailed(e.problem(), e);
    } catch (GitFailure e) {
      throw new Unavailable(e.problem(), e);
    } catch (IOException e) {
      throw disk(e);
    }
  }

  private static Unavailable disk(IOException e) {
    return new Unavailable("the disk refuses: " + e, e);
  }

  /** The branch that is checked out in a new clone would be one that no session can have. */
  private void bare(Path repository) {
    GitOutput branch = git.run(repository, GitCommand.of("symbolic-ref", "--quiet", "HEAD"));
    if (branch.succeeded()) {
      git.run(repository, GitCommand.of("update-ref", "-d").value(branch.orThrow())).orThrow();
    }
    git.run(repository, GitCommand.of("config", "core.bare", "true")).orThrow();
  }

  @Override
  public Optional<String> hold(Repository repository) {
    Path path = repository.path();
    if (!Files.isDirectory(path)) {
      return Optional.empty();
    }
    try (SealedGit sealed = SealedGit.in(new WorkTree(path, path, path), git)) {
      if (hasWorktrees(sealed)) {
        return Optional.of("worktrees");
      }
      return OwnCommits.in(sealed);
    } catch (GitFailure e) {
      throw new Unavailable(e.problem(), e);
    }
  }

  /** Its own is the first. */
  private static boolean hasWorktrees(SealedGit sealed) {
    GitOutput list = sealed.run(GitCommand.of("worktree", "list", "--porcelain", "-z"));
    list.orThrow();
    List<CheckedOut> worktrees = CheckedOut.list(list.items());
    return worktrees.stream().skip(1).anyMatch(worktree -> !worktree.missing());
  }

  @Override
  public void clear(RepositoryId id) {
    try {
      new CloneAttempts(folder(id)).discard();
      removeEmpty(folder(id));
    } catch (IOException e) {
      throw disk(e);
    }
  }

  @Override
  public void remove(RepositoryId id) {
    clear(id);
    Path folder = folder(id);
    Path removed = config.repositories().resolve(".removed-" + id);
    try {
      Trees.delete(removed);
      if (Files.exists(folder)) {
        Files.move(folder, removed, StandardCopyOption.ATOMIC_MOVE);
        Trees.delete(removed);
      }
    } catch (IOException e) {
      throw disk(e);
    }
  }

  private static void removeEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException inUse) {
      // The clone is in it, or an attempt.
    }
  }
}
