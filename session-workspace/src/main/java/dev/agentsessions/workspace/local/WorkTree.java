package dev.agentsessions.workspace.local;

import static dev.agentsessions.workspace.local.CheckedOut.BRANCHES;

import dev.agentsessions.session.WorktreeSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

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

  /** The branch that is checked out; empty: none, or one whose name git would not take. */
  Optional<String> branch() {
    try {
      return line(gitDir.resolve("HEAD"))
          .filter(line -> line.startsWith(REF + BRANCHES))
          .map(line -> line.substring((REF + BRANCHES).length()))
          .filter(WorktreeSession::isBranch);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The first line of a small file; empty where there is none. */
  private static Optional<String> line(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE) {
      return Optional.empty();
    }
    return Files.readString(file).lines().findFirst().map(String::strip);
  }
}
