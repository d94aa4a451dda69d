package dev.agentsessions.workspace.local;

import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.ParkedWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parks the work of one worktree.
 *
 * @param git of the worktree
 */
record Parking(SealedGit git, SessionId session) {
  /** Who commits; before the command's name. */
  private static final GitCommand PARKER =
      GitCommand.of("-c", "user.name=Agent Sessions", "-c", "user.email=agent-sessions@localhost");

  /** Nothing if nothing would be lost. */
  void park() {
    List<String> loose = new LooseCommits(git).tips();
    new UnsavedWork(git)
        .summary()
        .or(() -> loose.isEmpty() ? Optional.empty() : Optional.of("commits on no branch"))
        .ifPresent(work -> park(loose, work));
  }

  private void park(List<String> loose, String work) {
    setRef(ParkedWork.ref(session), commitOfFiles(work));
    if (!loose.isEmpty()) {
      String tree = tell(GitCommand.of("rev-parse").value(loose.getFirst() + "^{tree}"));
      setRef(ParkedWork.commitsRef(session), commit(tree, loose, "Commits that no branch has"));
    }
  }

  /** As {@code git stash} makes one: the files on the index on what was checked out. */
  private String commitOfFiles(String work) {
    Optional<String> head = git.commit("HEAD");
    String index = treeOfIndex();
    String files = treeOfFiles(index);
    List<String> parents = new ArrayList<>(head.stream().toList());
    parents.add(commit(index, parents, "The index of session " + session));
    return commit(files, parents, "Work of session " + session + "\n\n" + work);
  }

  /** What is staged, without files in conflict: those are in the worktree, with their marks. */
  private String treeOfIndex() {
    copy(git.tree().gitDir().resolve("index"));
    List<String> conflicts =
        paths(aside(GitCommand.of("ls-files", "--unmerged", "-z"), "")).stream()
            .map(item -> item.substring(item.indexOf('\t') + 1))
            .distinct()
            .toList();
    each(conflicts, GitCommand.of("rm", "--quiet", "--cached", "--sparse"));
    return aside(GitCommand.of("write-tree"), "").orThrow();
  }

  private void copy(Path index) {
    try {
      if (Files.exists(index)) {
        Files.copy(index, copy());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files but ignored folders: those are what builds make, and not what people write. */
  private String treeOfFiles(String index) {
    // Anew, for an index may be told not to look at some files.
    aside(GitCommand.of("read-tree").value(index), "").orThrow();
    GitCommand add = GitCommand.of("-c", "core.safecrlf=false", "add", "--sparse");
    aside(add.and("--all"), "").orThrow();
    each(new UnsavedWork(git).ignored(), add.and("--force"));
    return aside(GitCommand.of("write-tree"), "").orThrow();
  }

  private String commit(String tree, List<String> parents, String message) {
    GitCommand command = PARKER.and("commit-tree").value(tree);
    for (String parent : parents) {
      command = command.and("-p").value(parent);
    }
    List<String> lines = message.lines().toList();
    for (String line : lines) {
      command = line.isEmpty() ? command : command.and("-m").value(line);
    }
    return tell(command);
  }

  private void setRef(String ref, String commit) {
    tell(GitCommand.of("update-ref", "--create-reflog", "-m", "parked").value(ref).value(commit));
  }

  /** Runs git on a copy of the index, so that what is parked stays as it is. */
  private GitOutput aside(GitCommand command, String input) {
    GitOutput output =
        git.run(
            git.longCall(command)
                .with("GIT_INDEX_FILE", copy().toString())
                .reading(input)
                .tellingPaths());
    output.orThrow();
    return output;
  }

  private Path copy() {
    return git.folder().resolve("parking");
  }

  private static List<String> paths(GitOutput output) {
    if (!output.whole()) {
      throw new GitFailure("there are too many files to tell");
    }
    return output.items().stream().filter(path -> !path.isEmpty()).toList();
  }

  private void each(List<String> paths, GitCommand command) {
    if (!paths.isEmpty()) {
      aside(command.and("--pathspec-from-file=-", "--pathspec-file-nul"), String.join("\0", paths));
    }
  }

  private String tell(GitCommand command) {
    return git.run(git.longCall(command)).orThrow();
  }
}
