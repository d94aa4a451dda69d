package dev.agentsessions.workspace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Git on a copy of a work tree's index, so that the index stays as it is.
 *
 * @param git of the work tree
 * @param variables beside the usual ones
 */
record IndexAside(SealedGit git, Map<String, String> variables) {
  IndexAside {
    variables = Map.copyOf(variables);
  }

  static IndexAside of(SealedGit git) {
    return new IndexAside(git, Map.of());
  }

  /** What is staged, without files in conflict: those are in the work tree, with their marks. */
  String treeOfStaged() {
    copy(git.tree().gitDir().resolve("index"));
    List<String> conflicts =
        paths(run(GitCommand.of("ls-files", "--unmerged", "-z"), "")).stream()
            .map(item -> item.substring(item.indexOf('\t') + 1))
            .distinct()
            .toList();
    each(conflicts, GitCommand.of("rm", "--quiet", "--cached", "--sparse"));
    return run(GitCommand.of("write-tree"), "").orThrow();
  }

  private void copy(Path index) {
    try {
      if (Files.exists(index)) {
        if (!Files.isRegularFile(index)) { // a pipe would be waited for
          throw new GitFailure("its index is no file");
        }
        Files.copy(index, file());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs git on the copy, if need be for many paths. */
  void each(List<String> paths, GitCommand command) {
    if (!paths.isEmpty()) {
      run(command.and("--pathspec-from-file=-", "--pathspec-file-nul"), String.join("\0", paths));
    }
  }

  /**
   * @throws GitFailure if git refuses
   */
  GitOutput run(GitCommand command, String input) {
    GitCall call =
        git.longCall(command)
            .with("GIT_INDEX_FILE", file().toString())
            .reading(input)
            .tellingPaths();
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      call = call.with(variable.getKey(), variable.getValue());
    }
    GitOutput output = git.run(call);
    output.orThrow();
    return output;
  }

  private static List<String> paths(GitOutput output) {
    if (!output.whole()) {
      throw new GitFailure("there are too many files to tell");
    }
    return output.items().stream().filter(path -> !path.isEmpty()).toList();
  }

  /** Nobody else gets there. */
  private Path file() {
    return git.folder().resolve("aside");
  }
}
