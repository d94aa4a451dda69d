package dev.agentsessions.store.h2;

import dev.agentsessions.session.SessionException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * H2's file as a whole. H2 commits each change of a table by itself, so tables are only changed in
 * a copy, which replaces the file when it is complete: whoever is killed in between leaves the file
 * as it was.
 *
 * @param file as H2 names it, without its ending
 */
record StoreFile(Path file) {
  private static final String ENDING = ".mv.db";

  boolean exists() {
    return Files.exists(onDisk(file));
  }

  /**
   * Replaces the file, which nobody has open, by a changed copy of it; by a new one if there is
   * none. Nothing changes if this throws.
   *
   * @param change opens the copy under the name it is told, changes it, and closes it
   */
  void replace(Consumer<Path> change) {
    Path copy = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(onDisk(copy)); // from a program that was killed
      if (exists()) {
        Files.copy(onDisk(file), onDisk(copy));
      }
      change.accept(copy);
      sync(onDisk(copy));
      Files.move(onDisk(copy), onDisk(file), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Unavailable("cannot replace the store " + file, e);
    }
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static Path onDisk(Path file) {
    return file.resolveSibling(file.getFileName() + ENDING);
  }
}
