package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Striped;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.GitException;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets what a repository's {@code origin} has before a branch is made of it (G-07). A remote that
 * is away keeps nobody from working with what is here.
 */
final class OriginFetch {
  private static final Logger log = LoggerFactory.getLogger(OriginFetch.class);

  private final GitProgram git;
  private final RemoteExchange remotes;

  /** Guard a repository's remote branches: two that fetch at a time refuse each other's. */
  private final Striped<Lock> repositories = Striped.lock(64);

  @Inject
  OriginFetch(GitProgram git, RemoteExchange remotes) {
    this.git = requireNonNull(git, "git");
    this.remotes = requireNonNull(remotes, "remotes");
  }

  /** Fetches, if the session's branch is still to be made and there is a remote. */
  void before(Session session, WorktreeSession kind) {
    try {
      Optional<GitRepository> repository =
          GitRepository.in(Path.of(kind.repository()), git)
              .filter(found -> !found.hasBranch(kind.branch()));
      if (repository.isPresent()) {
        fetch(session, repository.get());
      }
    } catch (GitFailure | GitException | SessionException e) {
      log.warn(
          "the worktree of {} is made without what its remote may have: {}",
          session.id(),
          e.getMessage());
    }
  }

  private void fetch(Session session, GitRepository repository) {
    var tree = new WorkTree(repository.directory(), repository.common(), repository.common());
    try (SealedGit sealed = SealedGit.in(tree, git)) {
      var remote = new GitRemote(sealed, session, remotes);
      if (remote.isReachable()) {
        withLock(repository, remote::fetchAll);
      }
    }
  }

  private void withLock(GitRepository repository, Runnable work) {
    Lock lock = repositories.get(repository.common());
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GitFailure("interrupted while another fetched", e);
    }
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
