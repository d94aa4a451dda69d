package dev.agentsessions.workspace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Folders of tests that stay until a later run: ext4 without a journal looks at each file that went
 * in the last minutes before it makes one, and that was half of what these tests cost. What runs
 * left hours ago is removed, where it can be.
 */
public final class KeptFolders implements TempDirFactory {
  private static final Duration KEPT = Duration.ofHours(3);
  private static final Path ALL =
      Path.of(
          System.getProperty("java.io.tmpdir"),
          "agent-sessions-tests-" + System.getProperty("user.name"));

  private static boolean isSwept; // guarded by the class

  @Override
  public Path createTempDirectory(AnnotatedElementContext field, ExtensionContext test)
      throws IOException {
    Files.createDirectories(ALL);
    sweep();
    return Files.createTempDirectory(ALL, "test-");
  }

  private static synchronized void sweep() throws IOException {
    if (!isSwept) {
      isSwept = true;
      Instant old = Instant.now().minus(KEPT);
      try (DirectoryStream<Path> kept =
          Files.newDirectoryStream(
              ALL, folder -> Files.getLastModifiedTime(folder).toInstant().isBefore(old))) {
        kept.forEach(KeptFolders::remove);
      }
    }
  }

  private static void remove(Path folder) {
    try {
      Trees.delete(folder);
    } catch (UncheckedIOException e) {
      // Somebody else's, or a test took its rights away.
    }
  }
}
