package dev.agentsessions.store.h2;

import dev.agentsessions.session.SessionException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One program at a time starts on a store's file: H2's own lock is not held while a copy replaces
 * the file. An empty file beside it stays behind.
 */
final class StartLock implements AutoCloseable {
  private final FileChannel channel;

  private StartLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws StoreInUse if another program is starting
   * @throws Unavailable if nothing can be written there
   */
  static StartLock on(Path file) {
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(
              file.resolveSibling(file.getFileName() + ".start"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StoreInUse(file, new IOException("another program is starting on it"));
      }
      return new StartLock(channel);
    } catch (IOException e) {
      throw new Unavailable("cannot open the store " + file, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very program is starting on it
    }
  }

  /** Lets the next program start. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new Unavailable("cannot unlock the start of the store", e);
    }
  }
}
