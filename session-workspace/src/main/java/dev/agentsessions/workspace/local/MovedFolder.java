package dev.agentsessions.workspace.local;

import dev.agentsessions.session.SessionException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Moves folders into a workspace and out of it, from one open folder to another: a link in place of
 * one of them is refused, and leads nothing elsewhere.
 */
final class MovedFolder {
  /** Held for a look and a rename: of two that make the same group one would lose. */
  private static final ReentrantLock MAKING = new ReentrantLock();

  private MovedFolder() {}

  /**
   * Moves a clone that is whole to its place.
   *
   * @throws PartFailure if something is there
   */
  static void in(AgenticPlace place, String group, String name, String clone) throws IOException {
    try (SecureDirectoryStream<Path> folder = open(place.folder());
        SecureDirectoryStream<Path> begun = below(folder, ".cloning");
        SecureDirectoryStream<Path> root = root(place, folder);
        SecureDirectoryStream<Path> parent = belowOrNew(place, root, group)) {
      if (exists(parent, name)) {
        throw taken(group, name);
      }
      begun.move(Path.of(clone), parent, Path.of(name));
    }
  }

  /**
   * @throws PartFailure if something has a clone's place already
   */
  static void checkFree(AgenticPlace place, String group, String name) throws IOException {
    try (SecureDirectoryStream<Path> folder = open(place.folder());
        SecureDirectoryStream<Path> root = root(place, folder);
        SecureDirectoryStream<Path> parent = below(root, group)) {
      if (exists(parent, name)) {
        throw taken(group, name);
      }
    } catch (NoSuchFileException none) {
      // Nothing is there.
    }
  }

  /**
   * Moves a folder out.
   *
   * @return whether there was one
   */
  static boolean out(AgenticPlace place, String group, String name, String to) throws IOException {
    Files.createDirectories(place.taken());
    try (SecureDirectoryStream<Path> folder = open(place.folder());
        SecureDirectoryStream<Path> taken = below(folder, ".removed");
        SecureDirectoryStream<Path> root = root(place, folder);
        SecureDirectoryStream<Path> parent = below(root, group)) {
      parent.move(Path.of(name), taken, Path.of(to));
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static PartFailure taken(String group, String name) {
    return new PartFailure("something else is at " + group + "/" + name, null);
  }

  private static boolean exists(SecureDirectoryStream<Path> folder, String name)
      throws IOException {
    try {
      folder
          .getFileAttributeView(
              Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes();
      return true;
    } catch (NoSuchFileException none) {
      return false;
    }
  }

  /** One that is elsewhere is where whoever works in it cannot put another in its place. */
  private static SecureDirectoryStream<Path> root(
      AgenticPlace place, SecureDirectoryStream<Path> folder) throws IOException {
    return place.root().startsWith(place.folder())
        ? below(folder, place.root().getFileName().toString())
        : open(place.root());
  }

  private static SecureDirectoryStream<Path> below(SecureDirectoryStream<Path> folder, String name)
      throws IOException {
    return folder.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS);
  }

  /** Java makes folders by path only: it is made beside, where only we are, and moved in. */
  private static SecureDirectoryStream<Path> belowOrNew(
      AgenticPlace place, SecureDirectoryStream<Path> root, String name) throws IOException {
    MAKING.lock();
    try {
      if (!exists(root, name)) {
        Path made = Files.createTempDirectory(place.folder(), ".group");
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (SecureDirectoryStream<Path> folder = open(place.folder())) {
          folder.move(made.getFileName(), root, Path.of(name));
        }
      }
    } finally {
      MAKING.unlock();
    }
    return below(root, name);
  }

  @SuppressWarnings("StreamResourceLeak") // closed here, or by who gets it
  private static SecureDirectoryStream<Path> open(Path path) throws IOException {
    DirectoryStream<Path> folder = Files.newDirectoryStream(path);
    if (folder instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    folder.close();
    throw new SessionException.Unavailable("files cannot be reached safely on this system", null);
  }
}
