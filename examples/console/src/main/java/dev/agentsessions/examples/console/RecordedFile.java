package dev.agentsessions.examples.console;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.time.ZoneOffset.UTC;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.imports.ImportRow;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.session.SessionException.Invalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A {@code sessions.json} of another program (P-05). It is read before the host starts, and renamed
 * once its sessions are stored: whatever happens in between, the next start finds it again.
 *
 * @param rows as far as they could be read
 */
record RecordedFile(Path path, List<ImportRow> rows) {
  /** In the data directory. */
  static final String NAME = "sessions.json";

  private static final int MAX_BYTES = 16 << 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(UTC);

  /** Why a file cannot be read. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String problem, Exception cause) {
      super(problem, cause);
    }

    Unreadable(String problem) {
      super(problem);
    }
  }

  RecordedFile {
    requireNonNull(path, "path");
    rows = List.copyOf(rows);
  }

  /**
   * @throws Unreadable if it is not there, cannot be read, or is no list of rows; never taken for
   *     an empty one
   */
  static RecordedFile read(Path path) throws Unreadable {
    try {
      if (!Files.isRegularFile(path)) {
        throw new Unreadable(Files.exists(path) ? "is not a file" : "does not exist");
      }
      if (Files.size(path) > MAX_BYTES) {
        throw new Unreadable("has more than 16 MiB");
      }
      return new RecordedFile(path, ApiJson.readImport(Files.readAllBytes(path)));
    } catch (Invalid e) {
      throw new Unreadable("is no list of sessions: " + e.problem(), e);
    } catch (IOException e) {
      throw new Unreadable("cannot be read", e);
    }
  }

  /** Where a file is once it was imported. */
  static Path migrated(Path path) {
    return path.resolveSibling(path.getFileName() + ".migrated");
  }

  /**
   * Renames a file that was imported.
   *
   * @return its name from now on
   */
  static Path keepMigrated(Path path, InstantSource clock) throws IOException {
    Path plain = migrated(path);
    return rename(
        path,
        isThere(plain) ? path.resolveSibling(plain.getFileName() + "-" + time(clock)) : plain);
  }

  /**
   * Renames a file that cannot be read, so that nothing ever writes in its place.
   *
   * @return its name from now on
   */
  static Path keepCorrupt(Path path, InstantSource clock) throws IOException {
    return rename(path, path.resolveSibling(path.getFileName() + ".corrupt-" + time(clock)));
  }

  private static Path rename(Path from, Path to) throws IOException {
    return Files.move(from, to, ATOMIC_MOVE);
  }

  private static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static String time(InstantSource clock) {
    return TIME.format(clock.instant());
  }
}
