package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Git in one work tree that whoever works there may have prepared: it reads a configuration of ours
 * in place of the repository's, has no hooks, and believes nobody about where the work tree is.
 * What the repository has in common with its other work trees is reached through a folder of links,
 * made for a call or a few and removed when closed. Used by one thread.
 */
final class SealedGit implements AutoCloseable {
  /** What a repository has in common with its work trees, but for configuration and hooks. */
  private static final List<String> SHARED =
      List.of("objects", "refs", "packed-refs", "reftable", "logs", "info", "worktrees", "shallow");

  private final GitProgram git;
  private final WorkTree tree;
  private final Path folder;
  private final SealedConfiguration configuration;

  private SealedGit(GitProgram git, WorkTree tree, Path folder, SealedConfiguration configuration) {
    this.git = git;
    this.tree = tree;
    this.folder = folder;
    this.configuration = configuration;
  }

  /**
   * @throws GitFailure if the repository's configuration cannot be read
   */
  static SealedGit in(WorkTree tree, GitProgram git) {
    requireNonNull(tree, "tree");
    try {
      Path folder = ScratchFolders.create();
      try {
        Path file = tree.common().resolve("config");
        var sealed = new SealedGit(git, tree, folder, git.configurations().read(file, folder));
        sealed.build();
        return sealed;
      } catch (IOException | RuntimeException e) {
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void build() throws IOException {
    Path common = Files.createDirectory(folder.resolve("common"));
    for (String name : SHARED) {
      Files.createSymbolicLink(common.resolve(name), tree.common().resolve(name));
    }
    Files.writeString(common.resolve("config"), configuration.text(), StandardCharsets.UTF_8);
  }

  WorkTree tree() {
    return tree;
  }

  SealedConfiguration configuration() {
    return configuration;
  }

  /** A folder of this call's own, which nobody else may enter. */
  Path folder() {
    return folder;
  }

  /** A question or a small change. */
  GitCall call(GitCommand command) {
    return GitCall.of(tree.directory(), command, git.limit())
        .with("GIT_DIR", tree.gitDir().toString())
        .with("GIT_COMMON_DIR", folder.resolve("common").toString())
        .with("GIT_WORK_TREE", tree.directory().toString())
        .with("GIT_LITERAL_PATHSPECS", "1");
  }

  /** What looks at every file, or writes some. */
  GitCall longCall(GitCommand command) {
    return call(command).within(git.checkoutLimit());
  }

  GitOutput run(GitCall call) {
    return git.run(call);
  }

  GitOutput run(GitCommand command) {
    return git.run(call(command));
  }

  /** With an index of its own, empty, and objects that go with it: nothing of it stays. */
  GitCall aside(GitCall call) {
    Path objects = folder.resolve("objects");
    try {
      Files.createDirectories(objects);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return call.with("GIT_INDEX_FILE", folder.resolve("index").toString())
        .with("GIT_OBJECT_DIRECTORY", objects.toString())
        .with(
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            folder.resolve("common").resolve("objects").toString());
  }

  /**
   * Writes into the repository's own configuration, whose rest stays as it is.
   *
   * @throws GitFailure if it is locked, or broken
   */
  void configure(String key, String value) {
    git.run(GitCall.of(folder, file("--replace-all").value(key).value(value), git.limit()))
        .orThrow();
  }

  /** Takes a section out of it. */
  void forget(String section) {
    git.run(GitCall.of(folder, file("--remove-section").value(section), git.limit())).orThrow();
  }

  private GitCommand file(String action) {
    return GitCommand.of("config", "--file")
        .value(tree.common().resolve("config").toString())
        .and(action);
  }

  /** The commit that a revision names; empty if it names none. */
  Optional<String> commit(String revision) {
    GitOutput found =
        run(GitCommand.of("rev-parse", "--verify", "--quiet").value(revision + "^{commit}"));
    return found.succeeded() ? Optional.of(found.orThrow()) : Optional.empty();
  }

  /** The branch that is checked out; empty: none. */
  Optional<String> branch() {
    return tree.branch(() -> head("HEAD"));
  }

  /** The reference that a HEAD is, as git tells; empty: it is a commit. */
  Optional<String> head(String head) {
    GitOutput reference = run(GitCommand.of("symbolic-ref", "--quiet", head));
    return reference.succeeded() ? Optional.of(reference.orThrow()) : Optional.empty();
  }

  /** Whether git has a sign of something under way here: a file, a folder or a reference. */
  boolean hasSign(String name) {
    return Files.exists(tree.gitDir().resolve(name))
        || (tree.hasTables()
            && run(GitCommand.of("show-ref", "--verify", "--quiet").value(name)).succeeded());
  }

  /** A tree without any file, in this repository's way to name objects. */
  String emptyTree() {
    return configuration.value("extensions.objectformat").filter("sha256"::equals).isPresent()
        ? "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
        : "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
  }

  Duration transferLimit() {
    return git.transferLimit();
  }

  @Override
  public void close() {
    try {
      // Of links only the link is deleted; nobody else could have put one there.
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
