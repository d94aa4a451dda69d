package dev.agentsessions.workspace.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders for single calls of git, which only this user may enter. They are in the system's
 * temporary directory, since the path of a socket in one must be short. A program has one around
 * all of its own, locked for as long as it lives; those of programs that were killed are removed
 * when the next one needs its first. One that was cleared away is made anew. Safe for many threads.
 */
final class ScratchFolders {
  private static final Logger log = LoggerFactory.getLogger(ScratchFolders.class);
  private static final String PREFIX = "agent-sessions-git-";
  private static final String LOCK = "lock";

  private static final ReentrantLock making = new ReentrantLock();

  /** This program's, until somebody clears it away. */
  private static @Nullable Own own; // guarded by making

  private ScratchFolders() {}

  /** The lock is held until the program ends, however it does. */
  private record Own(Path folder, FileChannel lock) {
    private static Own make() throws IOException {
      for (; ; ) {
        Path folder = Files.createTempDirectory(PREFIX); // only this user may enter
        FileChannel channel = FileChannel.open(folder.resolve(LOCK), CREATE_NEW, WRITE);
        if (channel.tryLock() != null && Files.exists(folder.resolve(LOCK))) {
          folder.toFile().deleteOnExit();
          folder.resolve(LOCK).toFile().deleteOnExit(); // the last of these goes first
          sweep(folder);
          return new Own(folder, channel);
        }
        channel.close(); // another one swept it before it was locked
      }
    }
  }

  /** A new one, empty. Whoever has it removes it. */
  static Path create() throws IOException {
    Own one = ownBut(null);
    try {
      return Files.createTempDirectory(one.folder(), "");
    } catch (NoSuchFileException cleared) { // as systems do with what is old in there
      return Files.createTempDirectory(ownBut(one).folder(), "");
    }
  }

  private static Own ownBut(@Nullable Own cleared) throws IOException {
    making.lock();
    try {
      Own one = own;
      if (one == null || one.equals(cleared)) {
        if (one != null) {
          one.lock().close();
        }
        one = Own.make();
        own = one;
      }
      return one;
    } finally {
      making.unlock();
    }
  }

  /**
   * Removes those beside one that is alive whose programs are not. Best effort.
   *
   * @param alive locked by this program: looking at its lock would lose that
   */
  static void sweep(Path alive) {
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(alive.resolveSibling(""), PREFIX + "*")) {
      for (Path each : all) {
        if (!each.equals(alive) && isOurs(each, alive)) {
          removeIfDead(each);
        }
      }
    } catch (IOException | RuntimeException e) {
      log.warn("folders of programs that were killed stay beside {}", alive, e);
    }
  }

  private static boolean isOurs(Path folder, Path alive) {
    try {
      return Files.isDirectory(folder, NOFOLLOW_LINKS)
          && Files.getOwner(folder, NOFOLLOW_LINKS).equals(Files.getOwner(alive));
    } catch (IOException gone) {
      return false;
    }
  }

  private static void removeIfDead(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), WRITE, NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      if (lock != null) { // nobody has it
        Trees.delete(folder);
      }
    } catch (NoSuchFileException notLockedYet) {
      // Its program has just begun.
    }
  }
}
