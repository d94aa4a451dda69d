package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Striped;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.WorkspaceProblem;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes worktrees, and removes them: slowly, on the caller's thread. Every method may be called
 * again after a crash within it and finishes what was begun. One caller a session at a time.
 */
final class Worktrees {
  private static final Logger log = LoggerFactory.getLogger(Worktrees.class);

  private final GitProgram git;
  private final RepositoryCheck check;
  private final WorkParking parking;
  private final RepositoryCommands commands;

  /** Guard a repository's branches and its list of worktrees, while no files are written. */
  private final Striped<Lock> repositories = Striped.lock(64);

  @Inject
  Worktrees(
      GitProgram git, RepositoryCheck check, WorkParking parking, RepositoryCommands commands) {
    this.git = requireNonNull(git, "git");
    this.check = requireNonNull(check, "check");
    this.parking = requireNonNull(parking, "parking");
    this.commands = requireNonNull(commands, "commands");
  }

  /** What a new worktree begins with. */
  interface Beginning {
    /** Where its branch starts, if there is none yet. */
    Optional<GitRepository.Start> start(GitRepository repository);

    /** Whether a branch that is there already will do. */
    boolean allowsBranch();

    /** Writes its files, and what is staged. */
    void write(WorkTree tree);
  }

  /**
   * Makes a worktree, and its branch if there is none, and does in it what its repository wants.
   *
   * @throws WorktreeFailure if the world does not allow it
   * @throws CommandFailure if the repository's own command fails; likewise
   * @throws GitFailure if git cannot; what is half made then stays, until it is cleared
   */
  void make(Worktree worktree, Beginning beginning, RepositorySettings settings) {
    if (worktree.isMade()) {
      return;
    }
    clear(worktree);
    GitRepository repository = repository(worktree).orElseThrow(() -> failure(worktree));
    withLock(repository, () -> add(worktree, beginning, repository));
    beginning.write(worktree.tree().orElseThrow(() -> failure(worktree)));
    TemplateFiles.copy(repository.home(), settings.templateFiles(), worktree.directory());
    settings
        .setupCommand()
        .ifPresent(command -> commands.run(worktree, command, settings.environment()));
    inFiles(() -> Files.createFile(worktree.ready()));
  }

  /**
   * The branch that is checked out in one; empty: none. In all but rare repositories no git runs.
   */
  Optional<String> branch(Worktree worktree) {
    return worktree.tree().flatMap(tree -> tree.branch(git));
  }

  /** With what is committed at its base. */
  Beginning committed(Worktree worktree) {
    var kind = worktree.kind();
    return new Beginning() {
      @Override
      public Optional<GitRepository.Start> start(GitRepository repository) {
        return repository.startOf(kind.branch(), kind.base());
      }

      @Override
      public boolean allowsBranch() {
        return true;
      }

      // No filter runs that its repository names: that of git-lfs is for a set-up command.
      @Override
      public void write(WorkTree tree) {
        try (SealedGit sealed = SealedGit.in(tree, git)) {
          sealed.run(sealed.longCall(GitCommand.of("reset", "--hard", "--quiet"))).orThrow();
        }
      }
    };
  }

  private void add(Worktree worktree, Beginning beginning, GitRepository repository) {
    var kind = worktree.kind();
    throwIf(worktree, repository);
    inFiles(() -> Files.createDirectories(worktree.folder())); // first: the sign that more may be
    if (!repository.hasBranch(kind.branch())) {
      repository.makeBranch(
          kind.branch(),
          beginning.start(repository).orElseThrow(() -> failure(worktree)),
          worktree.session());
    } else if (!beginning.allowsBranch()) {
      throw new WorktreeFailure(RepositoryCheck.isThere(kind.branch()));
    }
    GitOutput added = repository.addWorktree(worktree.directory(), kind.branch());
    if (!added.succeeded()) {
      throwIf(worktree, repository); // another was first
      added.orThrow();
    }
  }

  private void throwIf(Worktree worktree, GitRepository repository) {
    throwIf(check.ofBranch(repository, worktree.kind()));
  }

  private static void throwIf(Optional<WorkspaceProblem> found) {
    found.ifPresent(
        problem -> {
          throw new WorktreeFailure(problem);
        });
  }

  private RuntimeException failure(Worktree worktree) {
    return check
        .problem(worktree.kind())
        .<RuntimeException>map(WorktreeFailure::new)
        .orElseGet(() -> new GitFailure("the repository changed just now; try again"));
  }

  /**
   * Gives a worktree's branch its name.
   *
   * @param former the name it has
   * @throws WorktreeFailure if the world does not allow it; it keeps the former one
   * @throws GitFailure if git cannot
   */
  void rename(Worktree worktree, String former) {
    String branch = worktree.kind().branch();
    GitRepository repository =
        GitRepository.in(worktree.directory(), git).orElseThrow(() -> failure(worktree));
    withLock(
        repository,
        () -> {
          if (!repository.branch().equals(Optional.of(branch))) {
            throwIf(check.ofRename(repository, former, branch));
            repository.renameBranch(former, branch);
          }
        });
  }

  /** Whether something of a worktree is there that was not made whole and never handed out. */
  static boolean isHalfMade(Worktree worktree) {
    return !worktree.handedOut() && !worktree.isMade() && Files.exists(worktree.folder());
  }

  /**
   * Removes what is half made: files, the entry in the repository's list, the branch made for it.
   */
  void clear(Worktree worktree) {
    if (isHalfMade(worktree)) {
      GitProgram.endThoseIn(worktree.directory());
      erase(worktree);
    }
  }

  /**
   * Removes a worktree, and the branch that was made for it if nothing was committed to it. Work
   * that is nowhere else is parked on a ref of the repository first.
   *
   * @return Parked if there was such work, Kept if it cannot be parked; then nothing is removed
   */
  Release remove(Worktree worktree, RepositorySettings settings) {
    if (!worktree.isOurs()) {
      return Files.exists(worktree.directory())
          ? kept(worktree, "it was not made by this host")
          : Release.DONE;
    }
    clear(worktree);
    if (Files.exists(worktree.directory())) {
      cleanUp(worktree, settings);
      try {
        parking.park(worktree);
      } catch (GitFailure e) {
        return kept(worktree, "its work cannot be parked: " + e.problem());
      }
      // From here on it is gone, whatever happens while its files are deleted.
      inFiles(
          () ->
              Files.move(worktree.directory(), worktree.removed(), StandardCopyOption.ATOMIC_MOVE));
    }
    erase(worktree);
    return repository(worktree)
        .flatMap(repository -> WorkParking.found(worktree, repository))
        .orElse(Release.DONE);
  }

  /** What the repository wants done before; its failure keeps no worktree from going. */
  private void cleanUp(Worktree worktree, RepositorySettings settings) {
    try {
      settings
          .cleanupCommand()
          .ifPresent(command -> commands.run(worktree, command, settings.environment()));
    } catch (CommandFailure e) {
      log.warn("the clean-up command of {} {}", worktree.session(), e.getMessage());
    }
  }

  private static Release kept(Worktree worktree, String reason) {
    return new Release.Kept(worktree.directory().toString(), reason);
  }

  private void erase(Worktree worktree) {
    Trees.delete(worktree.directory());
    repository(worktree)
        .ifPresent(repository -> withLock(repository, () -> forget(worktree, repository)));
    Trees.delete(worktree.removed());
    Trees.delete(worktree.ready());
    inFiles(() -> Files.deleteIfExists(worktree.folder()));
  }

  private static void forget(Worktree worktree, GitRepository repository) {
    repository.forgetWorktree(worktree.directory());
    repository.removeUntouchedBranch(worktree.kind().branch(), worktree.session());
  }

  private Optional<GitRepository> repository(Worktree worktree) {
    return GitRepository.in(Path.of(worktree.kind().repository()), git);
  }

  private void withLock(GitRepository repository, Runnable change) {
    Lock lock = repositories.get(repository.common());
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GitFailure("interrupted while another worktree was made", e);
    }
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /** Something done to files. */
  @FunctionalInterface
  private interface FileWork {
    void run() throws IOException;
  }

  private static void inFiles(FileWork work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
