package dev.agentsessions.workspace.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folders that attempts at a clone work in, beside its place. Each is called by when it began:
 * an attempt discards those of earlier ones, which were killed or froze, and never a later one's.
 */
record CloneAttempts(Path folder) {
  private static final String PREFIX = ".cloning";

  /** Later than all attempts. */
  private static final String ALL = PREFIX + ".";

  private static String name(long millis) {
    return "%s-%016d-%s".formatted(PREFIX, millis, UUID.randomUUID());
  }

  /** An empty folder for an attempt that begins now; those of earlier ones are no more. */
  Path begin(long millis) throws IOException {
    String name = name(millis);
    discardBefore(name);
    return Files.createDirectories(folder.resolve(name));
  }

  /** Discards what every attempt has made, and ends the git that may still be at it. */
  void discard() throws IOException {
    discardBefore(ALL);
  }

  private void discardBefore(String name) throws IOException {
    for (Path attempt : list()) {
      String other = attempt.getFileName().toString();
      if (other.startsWith(PREFIX) && other.compareTo(name) < 0) {
        GitProgram.endThoseIn(attempt);
        discard(attempt);
      }
    }
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> attempts = Files.list(folder)) {
      return attempts.toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  /**
   * Takes it away at once, so that whoever froze before moving it to its place moves all of it or
   * nothing. The name is that of an attempt before all others, for the next one, if this is killed.
   */
  private void discard(Path attempt) throws IOException {
    Path taken = folder.resolve(name(0));
    try {
      Files.move(attempt, taken, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException gone) {
      return;
    }
    Trees.delete(taken);
  }
}
