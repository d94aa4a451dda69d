package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is in a worktree and nowhere else: changes that are not committed, files that git does not
 * know, commits that are on no other branch and were not pushed. When in doubt there is some.
 *
 * @param git of the worktree
 */
record UnsavedWork(SealedGit git) {
  private static final int NAMED = 3;

  /** What git keeps for a worktree alone while something is under way in it. */
  private static final Map<String, String> UNDER_WAY =
      Map.of(
          "rebase-merge", "a rebase is under way",
          "rebase-apply", "a rebase is under way",
          "MERGE_HEAD", "a merge is under way",
          "CHERRY_PICK_HEAD", "a cherry-pick is under way",
          "REVERT_HEAD", "a revert is under way",
          "BISECT_LOG", "a bisection is under way");

  /** What keeps the work in a work tree from being parked, for people; empty: nothing. */
  static Optional<String> obstacle(WorkTree tree) {
    return repositoryInside(tree.directory())
        .map(path -> "there is another repository in it, which may have work of its own: " + path);
  }

  /**
   * What would be lost with a worktree, for people; empty: nothing.
   *
   * @throws GitFailure if that cannot be told
   */
  Optional<String> summary() {
    return underWay().or(this::changes).or(this::commits).or(this::ignoredFiles);
  }

  private Optional<String> underWay() {
    return UNDER_WAY.keySet().stream()
        .sorted()
        .filter(git::hasSign)
        .findFirst()
        .map(UNDER_WAY::get);
  }

  private Optional<String> changes() {
    GitOutput status =
        git.run(
            git.longCall(
                GitCommand.of(
                    "status", "--porcelain", "-z", "--no-renames", "--ignore-submodules=none")));
    status.orThrow();
    List<String> files =
        status.items().stream()
            .filter(item -> item.length() > "XY ".length())
            .map(item -> item.substring("XY ".length()))
            .toList();
    return files.isEmpty() ? Optional.empty() : Optional.of("not committed: " + named(files));
  }

  /** Files that git ignores one by one, such as settings; ignored folders are what builds make. */
  private Optional<String> ignoredFiles() {
    List<String> files =
        ignored().stream().map(bytes -> new String(bytes.getBytes(ISO_8859_1), UTF_8)).toList();
    return files.isEmpty() ? Optional.empty() : Optional.of("ignored: " + named(files));
  }

  /** The ignored files that are not in an ignored folder, one byte a character. */
  List<String> ignored() {
    return IgnoredPaths.in(git).stream().filter(path -> !path.endsWith("/")).toList();
  }

  /** Where below a directory another repository or submodule is; links are not followed. */
  private static Optional<Path> repositoryInside(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(path -> path.endsWith(".git") && !directory.equals(path.getParent()))
          .findFirst()
          .map(path -> directory.relativize(requireNonNull(path.getParent())));
    } catch (IOException | UncheckedIOException e) {
      throw new GitFailure("not all of its files can be looked at: " + e.getMessage(), e);
    }
  }

  private static String named(List<String> files) {
    String first =
        String.join(", ", files.subList(0, Math.min(NAMED, files.size())))
            .replaceAll("\\p{Cntrl}", "?");
    return files.size() > NAMED ? first + " and " + (files.size() - NAMED) + " more" : first;
  }

  private Optional<String> commits() {
    GitOutput branch = git.run(GitCommand.of("symbolic-ref", "--quiet", "--short", "HEAD"));
    String own = branch.succeeded() ? branch.orThrow() : "HEAD";
    String count =
        git.run(
                GitCommand.of(
                    "rev-list",
                    "--count",
                    "HEAD",
                    "--not",
                    "--exclude=" + own,
                    "--branches",
                    "--remotes"))
            .orThrow();
    return count.equals("0")
        ? Optional.empty()
        : Optional.of("not pushed and on no other branch: " + count + " commits up to HEAD");
  }
}
