package dev.agentsessions.workspace.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes a repository after another one: its commits, branches and tags, what is checked out and
 * what is staged. Nothing of its folder {@code .git} is copied as files, so no hook and no
 * configuration that names a program comes along. Files are copied by somebody else, between {@link
 * #begin} and {@link #finish}.
 */
final class RepositoryCopy {
  private static final Pattern OBJECT = Pattern.compile("[0-9a-f]{40,64}");

  /** What work of ours was parked on stays where it is. */
  private static final String OURS = " refs/agent-sessions/";

  private final GitProgram git;
  private final WorkTree from;
  private final Path to;

  /**
   * @param to is there, and is no repository
   */
  RepositoryCopy(GitProgram git, WorkTree from, Path to) {
    this.git = git;
    this.from = from;
    this.to = to;
  }

  /** Whether a work tree has all of its repository in itself, and nothing is reached by a link. */
  static boolean isWholeIn(WorkTree tree, Path directory) {
    Path inside = directory.resolve(".git");
    return tree.directory().equals(directory)
        && tree.gitDir().equals(inside)
        && tree.common().equals(inside)
        && Files.isDirectory(inside.resolve("objects"), NOFOLLOW_LINKS)
        && Files.isDirectory(inside.resolve("refs"), NOFOLLOW_LINKS);
  }

  /**
   * @param root of the work tree, from the root of the copy
   */
  Ignored ignored(Path root) {
    try (SealedGit sealed = SealedGit.in(from, git)) {
      return Ignored.by(sealed, root);
    }
  }

  void begin() {
    try (SealedGit sealed = SealedGit.in(from, git)) {
      String format = sealed.configuration().value("extensions.objectformat").orElse("sha1");
      git.run(
              to,
              GitCommand.of("init", "--quiet", "--template=", "--initial-branch=main")
                  .and("--object-format=" + (format.equals("sha256") ? format : "sha1")))
          .orThrow();
      Files.writeString(to.resolve(".git").resolve("config"), sealed.configuration().portable());
      copyEdge();
      copyObjectsAndRefs(sealed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the history of a shallow clone ends. */
  private void copyEdge() throws IOException {
    Path shallow = from.common().resolve("shallow");
    if (Files.isRegularFile(shallow, NOFOLLOW_LINKS)) {
      String edge =
          Files.readString(shallow, StandardCharsets.ISO_8859_1)
              .lines()
              .filter(OBJECT.asMatchPredicate())
              .map(line -> line + "\n")
              .collect(joining());
      Files.writeString(to.resolve(".git").resolve("shallow"), edge);
    }
  }

  private void copyObjectsAndRefs(SealedGit sealed) {
    Path objects = to.resolve(".git").resolve("objects");
    var index =
        new IndexAside(
            sealed,
            Map.of(
                "GIT_OBJECT_DIRECTORY",
                objects.toString(),
                "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                sealed.folder().resolve("common").resolve("objects").toString()));
    // First, so that what is packed then has all that they name.
    String refs = refs(sealed);
    Optional<String> head = sealed.commit("HEAD");
    StagedState staged = StagedState.of(index);
    String wanted =
        refs.lines()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1) + "\n")
                .collect(joining())
            + head.map(commit -> commit + "\n").orElse("")
            + staged.tree()
            + "\n";
    index.run(
        GitCommand.of("pack-objects", "--quiet", "--revs", "--non-empty", "--window=0")
            .value(objects.resolve("pack").resolve("pack").toString()),
        wanted);
    git.run(call(GitCommand.of("update-ref", "--stdin")).reading(refs)).orThrow();
    checkOut(head);
    try (SealedGit copy = sealed()) {
      staged.stageIn(copy);
    }
  }

  /** As {@code update-ref} reads them, one byte a character. */
  private static String refs(SealedGit sealed) {
    GitOutput list =
        sealed.run(
            sealed
                .longCall(
                    GitCommand.of(
                        "for-each-ref",
                        "--format=%(if)%(symref)%(then)%(else)create %(refname)"
                            + " %(objectname)%(end)"))
                .tellingPaths());
    list.orThrow();
    if (!list.whole()) {
      throw new CopyFailure("a repository has too many branches and tags");
    }
    return list.text()
        .lines()
        .filter(line -> !line.isEmpty() && !line.contains(OURS))
        .map(line -> line + "\n")
        .collect(joining());
  }

  private void checkOut(Optional<String> head) {
    Optional<String> branch = from.branch(git);
    if (branch.isPresent()) {
      git.run(to, GitCommand.of("symbolic-ref", "HEAD").value(CheckedOut.BRANCHES + branch.get()))
          .orThrow();
    } else if (head.isPresent()) {
      git.run(to, GitCommand.of("update-ref", "--no-deref", "HEAD").value(head.get())).orThrow();
    }
  }

  void finish() {
    try (SealedGit copy = sealed()) {
      StagedState.refresh(copy);
    }
  }

  private SealedGit sealed() {
    return SealedGit.in(
        WorkTree.at(to).orElseThrow(() -> new GitFailure("a copy of a repository is none")), git);
  }

  private GitCall call(GitCommand command) {
    return GitCall.of(to, command, git.checkoutLimit());
  }
}
