package dev.agentsessions.workspace.local;

import static dev.agentsessions.workspace.local.CheckedOut.BRANCHES;

import dev.agentsessions.session.WorktreeSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A directory with files that git keeps versions of, found without running git, whose way to find
 * it runs through the repository's own configuration.
 *
 * @param directory its top
 * @param gitDir what git keeps for it alone, such as its HEAD and its index
 * @param common what it shares with the other work trees of its repository
 * @see <a href="https://git-scm.com/docs/gitrepository-layout">The layout of a repository</a>
 */
record WorkTree(Path directory, Path gitDir, Path common) {
  private static final String LINK = "gitdir: ";
  private static final String REF = "ref: ";

  /** What HEAD says where git keeps references, and so HEAD, in tables. */
  private static final String IN_TABLES = REF + BRANCHES + ".invalid";

  private static final int MAX_FILE = 64 << 10;

  /** The work tree whose top is a directory; empty if none is. */
  static Optional<WorkTree> at(Path directory) {
    try {
      Path top = directory.toRealPath();
      Path dotGit = top.resolve(".git");
      Path gitDir = Files.isDirectory(dotGit) ? dotGit : linked(top, dotGit).orElse(dotGit);
      Path common =
          line(gitDir.resolve("commondir"))
              .map(path -> gitDir.resolve(path).normalize())
              .orElse(gitDir);
      boolean isOne =
          Files.isRegularFile(gitDir.resolve("HEAD"))
              && Files.isDirectory(common.resolve("objects"))
              && Files.isRegularFile(common.resolve("config"));
      return isOne ? Optional.of(new WorkTree(top, gitDir, common)) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> linked(Path top, Path dotGit) throws IOException {
    return line(dotGit)
        .filter(line -> line.startsWith(LINK))
        .map(line -> top.resolve(line.substring(LINK.length())).normalize());
  }

  /** Whether a repository has it; whoever works in it may have pointed it to somebody else's. */
  boolean isOf(Path repository) {
    try {
      Path other = at(repository).map(WorkTree::common).orElse(repository);
      return common.toRealPath().equals(other.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The branch that is checked out; empty: none, or one whose name git would not take. Git is asked
   * only if its files do not tell.
   *
   * @see <a href="https://git-scm.com/docs/reftable">References in tables</a>
   */
  Optional<String> branch(GitProgram git) {
    return branch(
        () -> {
          try (SealedGit sealed = SealedGit.in(this, git)) {
            return sealed.head("HEAD");
          } catch (GitFailure e) {
            return Optional.empty();
          }
        });
  }

  /**
   * The same.
   *
   * @param git answers the reference that HEAD is, if it is one
   */
  Optional<String> branch(Supplier<Optional<String>> git) {
    try {
      Optional<String> head = line(gitDir.resolve("HEAD"));
      return head.filter(IN_TABLES::equals)
          .flatMap(tables -> git.get())
          .or(
              () ->
                  head.filter(line -> line.startsWith(REF))
                      .map(line -> line.substring(REF.length())))
          .filter(reference -> reference.startsWith(BRANCHES))
          .map(reference -> reference.substring(BRANCHES.length()))
          .filter(WorktreeSession::isBranch);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether git keeps references, and so what is under way, in tables in place of files. */
  boolean hasTables() {
    return Files.isDirectory(common.resolve("reftable"));
  }

  /** The first line of a small file; empty where there is none. */
  private static Optional<String> line(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE) {
      return Optional.empty();
    }
    return Files.readString(file).lines().findFirst().map(String::strip);
  }
}
