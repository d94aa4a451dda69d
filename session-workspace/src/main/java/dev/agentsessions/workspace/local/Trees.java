package dev.agentsessions.workspace.local;

import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders and all that is in them. */
final class Trees {
  private Trees() {}

  /** Deletes what is there, if something is; of a link only itself. */
  static void delete(Path path) {
    try {
      if (Files.isSymbolicLink(path) || Files.exists(path)) {
        MoreFiles.deleteRecursively(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
