package dev.agentsessions.workspace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Commits that go with a worktree although they are not in its files: where its HEAD has been, and
 * what a rebase, a merge or a bisection under way in it remembers.
 *
 * @param git of the worktree
 */
record LooseCommits(SealedGit git) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
  private static final int MOST_REMEMBERED = 5_000;
  private static final int NOTE_BYTES = 4 << 10;

  /** Folders of what is under way; the notes in them are commits, among other things. */
  private static final List<String> UNDER_WAY =
      List.of("rebase-merge", "rebase-apply", "sequencer");

  /**
   * The newest of each line of commits that no branch, tag or remote has, nor the log of the
   * worktree's own branch; those up to HEAD are not among them.
   */
  List<String> tips() {
    Set<String> remembered = remembered();
    if (remembered.isEmpty()) {
      return List.of();
    }
    GitCommand lost = GitCommand.of("rev-list", "--parents", "--ignore-missing");
    for (String commit : remembered) {
      lost = lost.value(commit);
    }
    lost = lost.and("--not", "--branches", "--tags", "--remotes");
    for (String commit : ofBranch()) {
      lost = lost.value(commit);
    }
    List<List<String>> commits =
        git.run(git.longCall(lost.and(head())))
            .orThrow()
            .lines()
            .map(line -> Arrays.asList(line.split(" ")))
            .toList();
    Set<String> parents =
        commits.stream().flatMap(line -> line.stream().skip(1)).collect(Collectors.toSet());
    return commits.stream().map(List::getFirst).filter(each -> !parents.contains(each)).toList();
  }

  private String[] head() {
    boolean born = git.run(GitCommand.of("rev-parse", "--verify", "HEAD")).succeeded();
    return born ? new String[] {"HEAD"} : new String[0];
  }

  /** What the log of the branch says, which stays with the branch. */
  private List<String> ofBranch() {
    return git.head("HEAD").map(this::log).orElseGet(List::of);
  }

  private List<String> log(String ref) {
    GitOutput log =
        git.run(
            GitCommand.of("log", "--walk-reflogs", "--format=%H", "--max-count=" + MOST_REMEMBERED)
                .value(ref));
    return log.succeeded() ? log.text().lines().toList() : List.of(); // nothing was ever logged
  }

  private Set<String> remembered() {
    Set<String> remembered = new LinkedHashSet<>(log("HEAD"));
    Path own = git.tree().gitDir();
    remembered.addAll(notes(own, "{*_HEAD,MERGE_AUTOSTASH}"));
    UNDER_WAY.forEach(folder -> remembered.addAll(notes(own.resolve(folder), "*")));
    references("refs/bisect", "refs/worktree", "refs/rewritten")
        .map(Reference::commit)
        .forEach(remembered::add);
    if (git.tree().hasTables()) { // with them the notes of that kind are references
      references("--include-root-refs")
          .filter(reference -> !reference.name().startsWith("refs/"))
          .map(Reference::commit)
          .forEach(remembered::add);
    }
    return remembered;
  }

  private record Reference(String commit, String name) {}

  private Stream<Reference> references(String... which) {
    return git.run(GitCommand.of("for-each-ref", "--format=%(objectname) %(refname)").and(which))
        .orThrow()
        .lines()
        .map(line -> line.split(" ", 2))
        .map(words -> new Reference(words[0], words[1]));
  }

  /** The commits that stand alone in the small files of a folder. */
  private static List<String> notes(Path folder, String files) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder, files)) {
      Stream.Builder<String> found = Stream.builder();
      for (Path note : notes) {
        if (Files.isRegularFile(note) && Files.size(note) <= NOTE_BYTES) {
          Files.readString(note, java.nio.charset.StandardCharsets.ISO_8859_1)
              .lines()
              .map(line -> line.split("\t", 2)[0].strip()) // FETCH_HEAD says more behind it
              .filter(COMMIT.asMatchPredicate())
              .forEach(found);
        }
      }
      return found.build().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
