package dev.agentsessions.workspace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Where a path leads: an open folder and a name in it, or what is missing there. The folder is held
 * by its descriptor, so whatever is exchanged on the way to it does not matter any more.
 *
 * @param folder to be closed by whoever asked for it
 * @param names the first is in the folder, the others are missing with it; none: it is the folder
 *     itself
 * @param attributes of what the path leads to, when it is there; a link's own
 */
record Spot(
    SecureDirectoryStream<Path> folder,
    List<String> names,
    Optional<BasicFileAttributes> attributes)
    implements AutoCloseable {
  Spot {
    names = List.copyOf(names);
  }

  boolean isFolderItself() {
    return names.isEmpty();
  }

  boolean isLink() {
    return attributes.filter(BasicFileAttributes::isSymbolicLink).isPresent();
  }

  /** The one name in the folder, which is there or could be made. */
  Path name() {
    return Path.of(names.getFirst());
  }

  /** Of a name in a folder, a link's own; empty: there is none. */
  static Optional<BasicFileAttributes> attributes(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    try {
      return Optional.of(
          folder
              .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
