package dev.agentsessions.workspace.local;

import static dev.agentsessions.workspace.local.CheckedOut.BRANCHES;

import dev.agentsessions.session.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A repository of this machine: its branches and its list of worktrees. Each method runs git and
 * throws {@link GitFailure}.
 *
 * @param directory its worktree or, of a bare one, itself
 * @param common what all its worktrees share: the same for each way to name the repository
 */
record GitRepository(GitProgram git, Path directory, Path common) {
  private static final String ORIGIN = "refs/remotes/origin/";

  /** Where a branch starts, and the remote branch that it follows from then on. */
  record Start(String commit, Optional<String> upstream) {}

  /** The repository that begins in a directory; empty if none does. */
  static Optional<GitRepository> in(Path directory, GitProgram git) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    GitOutput common =
        git.run(
            directory, GitCommand.of("rev-parse", "--path-format=absolute", "--git-common-dir"));
    return common.succeeded()
        ? Optional.of(new GitRepository(git, directory, Path.of(common.orThrow())))
        : Optional.empty();
  }

  /** Where people find the repository, whichever of its worktrees this is. */
  Path home() {
    return common.endsWith(".git") && common.getParent() != null ? common.getParent() : common;
  }

  boolean hasBranch(String branch) {
    return hasRef(BRANCHES + branch);
  }

  /**
   * Where a new branch starts: at the base or, without one, where {@code origin} has a branch of
   * that name, or the default branch is.
   *
   * @return empty: there is no such base, or nothing was ever committed
   */
  Optional<Start> startOf(String branch, Optional<String> base) {
    if (base.isPresent()) {
      return commit(base.get()).map(commit -> new Start(commit, Optional.empty()));
    }
    return commit(ORIGIN + branch)
        .map(commit -> new Start(commit, Optional.of(ORIGIN + branch)))
        .or(() -> commit(defaultBranch()).map(commit -> new Start(commit, Optional.empty())));
  }

  /** The branch that {@code origin} calls its default, here if it is here; else what is at HEAD. */
  private String defaultBranch() {
    GitOutput head = run(GitCommand.of("symbolic-ref", "--quiet", ORIGIN + "HEAD"));
    if (!head.succeeded() || !head.orThrow().startsWith(ORIGIN)) {
      return "HEAD";
    }
    String branch = head.orThrow().substring(ORIGIN.length());
    return hasBranch(branch)
        ? BRANCHES + branch
        : hasRef(ORIGIN + branch) ? ORIGIN + branch : "HEAD";
  }

  /** The commit that a revision names; empty if it names none. */
  Optional<String> commit(String revision) {
    GitOutput found =
        run(GitCommand.of("rev-parse", "--verify", "--quiet").value(revision + "^{commit}"));
    return found.succeeded() ? Optional.of(found.orThrow()) : Optional.empty();
  }

  /** A branch that keeps another from having this name: one is the folder of the other. */
  Optional<String> obstacleTo(String branch) {
    for (int slash = branch.indexOf('/'); slash >= 0; slash = branch.indexOf('/', slash + 1)) {
      if (hasBranch(branch.substring(0, slash))) {
        return Optional.of(branch.substring(0, slash));
      }
    }
    String below =
        run(GitCommand.of("for-each-ref", "--count=1", "--format=%(refname)")
                .value(BRANCHES + branch + "/"))
            .orThrow();
    return below.isEmpty() ? Optional.empty() : Optional.of(below.substring(BRANCHES.length()));
  }

  List<CheckedOut> worktrees() {
    GitOutput list = run(GitCommand.of("worktree", "list", "--porcelain", "-z"));
    list.orThrow();
    return CheckedOut.list(list.items());
  }

  /** Where a branch is checked out. */
  Optional<CheckedOut> userOf(String branch) {
    return worktrees().stream()
        .filter(worktree -> worktree.branch().filter(branch::equals).isPresent())
        .findFirst();
  }

  /** Makes a branch for a session, unless there is one: then it stays as it is. */
  void makeBranch(String branch, Start start, SessionId session) {
    GitOutput made =
        run(
            GitCommand.of("update-ref", "--create-reflog", "-m", note(session))
                .value(BRANCHES + branch)
                .value(start.commit())
                .value("")); // must not exist
    if (!made.succeeded() && !hasBranch(branch)) {
      made.orThrow();
    }
    if (made.succeeded() && start.upstream().isPresent()) {
      run(
          GitCommand.of("branch", "--quiet", "--set-upstream-to")
              .value(start.upstream().get())
              .value(branch));
    }
  }

  /** Removes a branch that was made for a session, if nothing was committed to it since. */
  void removeUntouchedBranch(String branch, SessionId session) {
    Optional<String> commit = commit(BRANCHES + branch);
    GitOutput last =
        run(
            GitCommand.of("log", "--walk-reflogs", "--max-count=1", "--format=%gs")
                .value(BRANCHES + branch));
    if (commit.isPresent()
        && last.succeeded()
        && last.orThrow().equals(note(session))
        && userOf(branch).isEmpty()) {
      run(
          GitCommand.of("update-ref", "-d")
              .value(BRANCHES + branch)
              .value(commit.get())); // must still be there
      run(GitCommand.of("config", "--remove-section").value("branch." + branch));
    }
  }

  /** What the commit at a ref says behind its subject; empty if there is no such ref. */
  Optional<String> message(String ref) {
    return hasRef(ref)
        ? Optional.of(
            run(GitCommand.of("log", "--max-count=1", "--format=%b").value(ref)).orThrow())
        : Optional.empty();
  }

  /** The branch that is checked out in this directory; empty: none. */
  Optional<String> branch() {
    GitOutput head = run(GitCommand.of("symbolic-ref", "--quiet", "HEAD"));
    return head.succeeded() && head.orThrow().startsWith(BRANCHES)
        ? Optional.of(head.orThrow().substring(BRANCHES.length()))
        : Optional.empty();
  }

  /** Gives a branch a name that no other has, wherever it is checked out. */
  void renameBranch(String former, String branch) {
    run(GitCommand.of("branch", "--move").value(former).value(branch)).orThrow();
  }

  /** Adds a worktree of a branch, with no file in it yet. */
  GitOutput addWorktree(Path worktree, String branch) {
    return run(
        GitCommand.of("worktree", "add", "--quiet", "--no-checkout")
            .value(worktree.toString())
            .value(branch));
  }

  /** Takes a worktree whose directory is gone off the list. */
  void forgetWorktree(Path worktree) {
    run(GitCommand.of("worktree", "remove", "--force", "--force").value(worktree.toString()));
  }

  /** What the first entry of a branch's log says, and no other one. */
  private static String note(SessionId session) {
    return "made for agent session " + session;
  }

  private boolean hasRef(String ref) {
    return run(GitCommand.of("show-ref", "--verify", "--quiet").value(ref)).succeeded();
  }

  private GitOutput run(GitCommand command) {
    return git.run(directory, command);
  }
}
