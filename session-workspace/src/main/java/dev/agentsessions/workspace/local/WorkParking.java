package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.workspace.ParkedWork;
import dev.agentsessions.workspace.Release;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts what is in a worktree and nowhere else on a ref of its repository (G-07), in the form of a
 * stash: {@code git stash apply <ref>} brings it back. Only when no process is in the worktree. May
 * be called again, also after a crash within it.
 */
final class WorkParking {
  /** Who commits; before the command's name. */
  private static final GitCommand PARKER =
      GitCommand.of("-c", "user.name=Agent Sessions", "-c", "user.email=agent-sessions@localhost");

  private final GitProgram git;
  private final UnsavedWork unsaved;

  @Inject
  WorkParking(GitProgram git, UnsavedWork unsaved) {
    this.git = requireNonNull(git, "git");
    this.unsaved = requireNonNull(unsaved, "unsaved");
  }

  /**
   * Parks what would be lost with the worktree; nothing if nothing would.
   *
   * @throws GitFailure if it cannot, and why; nothing is parked
   */
  void park(Worktree worktree) {
    unsaved
        .obstacle(worktree)
        .ifPresent(
            obstacle -> {
              throw new GitFailure(obstacle);
            });
    List<String> loose = new LooseCommits(git, worktree.directory()).tips();
    Optional<String> work =
        unsaved
            .in(worktree)
            .or(() -> loose.isEmpty() ? Optional.empty() : Optional.of("commits on no branch"));
    if (work.isPresent()) {
      park(worktree, loose, work.get());
    }
  }

  private void park(Worktree worktree, List<String> loose, String work) {
    try {
      setRef(worktree, ParkedWork.ref(worktree.session()), commitOfFiles(worktree, work));
      if (!loose.isEmpty()) {
        String tree = git(worktree, GitCommand.of("rev-parse").value(loose.getFirst() + "^{tree}"));
        setRef(
            worktree,
            ParkedWork.commitsRef(worktree.session()),
            commit(worktree, tree, loose, "Commits that no branch has"));
      }
    } finally {
      clear(worktree);
    }
  }

  /** What was parked of a session; empty: nothing. */
  static Optional<Release> found(Worktree worktree, GitRepository repository) {
    String ref = ParkedWork.ref(worktree.session());
    return repository
        .message(ref)
        .map(message -> new Release.Parked(repository.home().toString(), ref, message));
  }

  /** As {@code git stash} makes one: the files on the index on what was checked out. */
  private String commitOfFiles(Worktree worktree, String work) {
    Optional<String> head =
        GitRepository.in(worktree.directory(), git).flatMap(here -> here.commit("HEAD"));
    String index = treeOfIndex(worktree);
    String files = treeOfFiles(worktree, index);
    List<String> parents = new ArrayList<>(head.stream().toList());
    parents.add(commit(worktree, index, parents, "The index of session " + worktree.session()));
    return commit(
        worktree, files, parents, "Work of session " + worktree.session() + "\n\n" + work);
  }

  /** What is staged, without files in conflict: those are in the worktree, with their marks. */
  private String treeOfIndex(Worktree worktree) {
    Path index = Path.of(git(worktree, GitCommand.of("rev-parse", "--git-path", "index")));
    copy(worktree.directory().resolve(index), worktree);
    List<String> conflicts =
        paths(aside(worktree, GitCommand.of("ls-files", "--unmerged", "-z"), "")).stream()
            .map(item -> item.substring(item.indexOf('\t') + 1))
            .distinct()
            .toList();
    each(worktree, conflicts, GitCommand.of("rm", "--quiet", "--cached", "--sparse"));
    return aside(worktree, GitCommand.of("write-tree"), "").orThrow();
  }

  private static void copy(Path index, Worktree worktree) {
    clear(worktree);
    try {
      if (Files.exists(index)) {
        Files.copy(index, worktree.parking());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files but ignored folders: those are what builds make, and not what people write. */
  private String treeOfFiles(Worktree worktree, String index) {
    // Anew, for an index may be told not to look at some files.
    aside(worktree, GitCommand.of("read-tree").value(index), "").orThrow();
    GitCommand add = GitCommand.of("-c", "core.safecrlf=false", "add", "--sparse");
    aside(worktree, add.and("--all"), "").orThrow();
    each(worktree, unsaved.ignored(worktree.directory()), add.and("--force"));
    return aside(worktree, GitCommand.of("write-tree"), "").orThrow();
  }

  private String commit(Worktree worktree, String tree, List<String> parents, String message) {
    GitCommand command = PARKER.and("commit-tree").value(tree);
    for (String parent : parents) {
      command = command.and("-p").value(parent);
    }
    List<String> lines = message.lines().toList();
    for (String line : lines) {
      command = line.isEmpty() ? command : command.and("-m").value(line);
    }
    return git(worktree, command);
  }

  private void setRef(Worktree worktree, String ref, String commit) {
    git(
        worktree,
        GitCommand.of("update-ref", "--create-reflog", "-m", "parked").value(ref).value(commit));
  }

  /** Runs git on a copy of the index, so that what is parked stays as it is. */
  private GitOutput aside(Worktree worktree, GitCommand command, String input) {
    GitOutput output =
        git.run(
            GitCall.of(worktree.directory(), command, git.checkoutLimit())
                .with("GIT_INDEX_FILE", worktree.parking().toString())
                .with("GIT_LITERAL_PATHSPECS", "1")
                .reading(input)
                .tellingPaths());
    output.orThrow();
    return output;
  }

  private static List<String> paths(GitOutput output) {
    if (!output.whole()) {
      throw new GitFailure("there are too many files to tell");
    }
    return output.items().stream().filter(path -> !path.isEmpty()).toList();
  }

  private void each(Worktree worktree, List<String> paths, GitCommand command) {
    if (!paths.isEmpty()) {
      aside(
          worktree,
          command.and("--pathspec-from-file=-", "--pathspec-file-nul"),
          String.join("\0", paths));
    }
  }

  private String git(Worktree worktree, GitCommand command) {
    return git.runLong(worktree.directory(), command).orThrow();
  }

  /** Removes what parking works with. */
  static void clear(Worktree worktree) {
    try {
      Files.deleteIfExists(worktree.parking());
      Files.deleteIfExists(worktree.parking().resolveSibling(".parking.lock"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
