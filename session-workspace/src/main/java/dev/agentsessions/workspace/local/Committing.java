package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.CommitOrder;
import dev.agentsessions.workspace.GitException;
import dev.agentsessions.workspace.GitIdentity;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes commits of a work tree by git's inner commands, which run no hook and no editor, sign
 * nothing and enter no submodule.
 */
final class Committing {
  private static final String USUAL_MESSAGE = "Commit the work of an agent session";

  private static final List<String> UNDER_WAY =
      List.of("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply");

  private final SealedGit git;
  private final LockedOut lockedOut;
  private final GitConfig config;

  Committing(SealedGit git, LockedOut lockedOut, GitConfig config) {
    this.git = git;
    this.lockedOut = lockedOut;
    this.config = config;
  }

  /**
   * Commits everything that is not ignored.
   *
   * @return the commit; empty: there was nothing
   */
  Optional<String> all(String what, CommitOrder order) {
    checkNothingIsUnderWay(what);
    List<String> paths = new ArrayList<>();
    paths.addAll(
        paths(GitCommand.of("diff-files", "--name-only", "-z", "--ignore-submodules=dirty")));
    paths.addAll(paths(GitCommand.of("ls-files", "--others", "--exclude-standard", "-z")));
    paths.removeIf(path -> path.endsWith("/")); // a repository of its own
    if (!paths.isEmpty()) {
      GitCommand add =
          GitCommand.of("update-index", "--add", "--remove", "--replace", "-z", "--stdin");
      lockedOut.run(git, git.longCall(add).reading(String.join("\0", paths) + "\0")).orThrow();
    }
    String tree = git.run(GitCommand.of("write-tree")).orThrow();
    Optional<String> head = git.commit("HEAD");
    String before = head.map(commit -> commit + "^{tree}").orElse(git.emptyTree());
    if (tree.equals(git.run(GitCommand.of("rev-parse").value(before)).orThrow())) {
      return Optional.empty();
    }
    return Optional.of(commit(tree, head, order));
  }

  private void checkNothingIsUnderWay(String what) {
    if (!paths(GitCommand.of("ls-files", "--unmerged", "-z")).isEmpty()
        || UNDER_WAY.stream().anyMatch(git::hasSign)) {
      throw new GitException.WrongState(what, "a merge or a rebase is under way");
    }
  }

  private List<String> paths(GitCommand command) {
    GitOutput output = git.run(git.longCall(command).tellingPaths());
    output.orThrow();
    if (!output.whole()) {
      throw new GitFailure("more files differ than can be told");
    }
    return output.items().stream().filter(path -> !path.isEmpty()).toList();
  }

  private String commit(String tree, Optional<String> head, CommitOrder order) {
    GitCommand command = GitCommand.of("commit-tree").value(tree);
    if (head.isPresent()) {
      command = command.and("-p").value(head.get());
    }
    String message = order.message().orElse(USUAL_MESSAGE).strip() + "\n";
    GitCall call = git.call(command).reading(new String(message.getBytes(UTF_8), ISO_8859_1));
    String commit = git.run(identified(call, order)).orThrow();
    GitCommand move =
        GitCommand.of("update-ref", "-m", "commit: by an agent session", "HEAD")
            .value(commit)
            .value(head.orElse("")); // nobody may have committed meanwhile
    lockedOut.run(git, identified(git.call(move), order)).orThrow();
    return commit;
  }

  /**
   * Puts the branch on top of a commit.
   *
   * @throws GitException.Conflict if that is not possible; the branch is as before
   */
  void rebase(String onto, CommitOrder order) {
    GitCommand command =
        GitCommand.of("rebase", "--merge", "--no-autostash", "--no-verify", "--quiet").value(onto);
    GitOutput output = git.run(identified(git.longCall(command), order));
    if (output.succeeded()) {
      return;
    }
    List<String> files =
        paths(GitCommand.of("diff", "--name-only", "--diff-filter=U", "-z")).stream()
            .map(GitPaths::shown)
            .sorted()
            .distinct()
            .toList();
    if (Files.exists(git.tree().gitDir().resolve("rebase-merge"))) {
      git.run(git.longCall(GitCommand.of("rebase", "--abort"))).orThrow();
    }
    if (!files.isEmpty()) {
      throw new GitException.Conflict("a synchronization", files);
    }
    throw new GitException.WrongState("a synchronization", output.complaint());
  }

  private GitCall identified(GitCall call, CommitOrder order) {
    GitIdentity author = order.author().or(this::configured).orElse(config.author());
    return call.with("GIT_AUTHOR_NAME", author.name())
        .with("GIT_AUTHOR_EMAIL", author.email())
        .with("GIT_COMMITTER_NAME", author.name())
        .with("GIT_COMMITTER_EMAIL", author.email())
        .with("GIT_EDITOR", "false")
        .with("GIT_SEQUENCE_EDITOR", "false");
  }

  /** Who the repository says works in it. */
  private Optional<GitIdentity> configured() {
    try {
      Optional<String> email = git.configuration().value("user.email");
      return git.configuration()
          .value("user.name")
          .flatMap(name -> email.map(address -> new GitIdentity(name, address)));
    } catch (Invalid e) {
      return Optional.empty();
    }
  }
}
