package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What happened last in a work tree, as git notes it. A branch that was just made without a commit
 * ({@code git switch --orphan}) leaves no note, and one that is gone has left some.
 *
 * @param notes oldest first
 * @see <a href="https://git-scm.com/docs/git-reflog">git reflog</a>
 */
record HeadLog(List<String> notes) {
  private static final int TAIL = 64 << 10;
  private static final String FIRST_COMMIT = "commit (initial)";
  private static final String SWITCHED = "checkout: moving from ";
  private static final String RENAMED = "Branch: renamed ";

  HeadLog {
    notes = List.copyOf(notes);
  }

  static HeadLog of(WorkTree tree) {
    Path log = tree.gitDir().resolve("logs").resolve("HEAD");
    if (!Files.isRegularFile(log)) {
      return new HeadLog(List.of());
    }
    try (FileChannel channel = FileChannel.open(log)) {
      ByteBuffer tail = ByteBuffer.allocate(TAIL);
      long start = Math.max(0, channel.size() - TAIL);
      while (tail.hasRemaining() && channel.read(tail, start + tail.position()) >= 0) {
        // until its end
      }
      return new HeadLog(
          UTF_8
              .decode(tail.flip())
              .toString()
              .lines()
              .map(line -> line.substring(line.indexOf('\t') + 1))
              .toList());
    } catch (IOException e) {
      return new HeadLog(List.of());
    }
  }

  /** Whether a branch, which is checked out, was one with a commit. */
  boolean hadCommitOn(String branch) {
    return notes.stream()
        .filter(
            note ->
                note.startsWith(FIRST_COMMIT)
                    || note.startsWith(SWITCHED)
                    || note.startsWith(RENAMED))
        .reduce((earlier, later) -> later)
        .filter(
            last ->
                last.startsWith(FIRST_COMMIT)
                    || last.endsWith(" to " + branch)
                    || last.endsWith(" to " + CheckedOut.BRANCHES + branch))
        .isPresent();
  }
}
