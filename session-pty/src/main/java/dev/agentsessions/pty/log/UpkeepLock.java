package dev.agentsessions.pty.log;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lets one program at a time change closed segments of a data directory; the system takes it from a
 * program that dies, and from none that only stands still. For one thread.
 */
final class UpkeepLock implements AutoCloseable {
  private final Path file;
  private @Nullable FileLock held;

  UpkeepLock(Path data) {
    this.file = data.resolve("output.lock");
  }

  /** Takes it if nobody has it; whether it is held here. */
  boolean isHeld() throws IOException {
    if (held == null) {
      Files.createDirectories(file.getParent());
      FileChannel channel = FileChannel.open(file, CREATE, WRITE);
      try {
        held = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        // Another host of this very program has it.
      } finally {
        if (held == null) {
          channel.close();
        }
      }
    }
    return held != null;
  }

  @Override
  public void close() throws IOException {
    if (held != null) {
      held.acquiredBy().close();
      held = null;
    }
  }
}
