package dev.agentsessions.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Folders of tests in memory, in {@code /dev/shm}, where that has 4 GiB left and runs programs;
 * elsewhere where the JVM has temporary files. A thousand syncs to a disk take a minute, and a file
 * system may be slow to make files where others went just before.
 */
public final class InMemoryFolders implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ROOM_BYTES = 4L << 30;
  private static final String PREFIX = "agent-sessions-";

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM_BYTES) {
      Path folder = Files.createTempDirectory(MEMORY, PREFIX);
      if (runsPrograms(folder)) {
        return folder;
      }
      Files.delete(folder);
    }
    return Files.createTempDirectory(PREFIX);
  }

  private static boolean runsPrograms(Path folder) throws IOException {
    Path program =
        Files.createFile(
            folder.resolve("program"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    boolean runs = Files.isExecutable(program);
    Files.delete(program);
    return runs;
  }
}
