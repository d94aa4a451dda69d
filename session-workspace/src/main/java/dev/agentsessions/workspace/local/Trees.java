package dev.agentsessions.workspace.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Folders and all that is in them. */
final class Trees {
  private Trees() {}

  /**
   * Deletes what is there, if something is; of a link only itself. Somebody else may be deleting
   * the same.
   */
  static void delete(Path path) {
    while (Files.exists(path, NOFOLLOW_LINKS)) {
      try {
        MoreFiles.deleteRecursively(path);
      } catch (IOException e) {
        if (!isOnlyGone(e)) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static boolean isOnlyGone(IOException failure) {
    Throwable[] parts = failure.getSuppressed();
    return failure instanceof NoSuchFileException
        || (parts.length > 0
            && Arrays.stream(parts).allMatch(NoSuchFileException.class::isInstance));
  }
}
