package dev.agentsessions.workspace.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Copies a workspace's files, whatever may be among them and whoever changes them meanwhile: each
 * name is looked up in an open folder (decision 0017), links are copied as links, and pipes,
 * sockets and devices are left out. So is what git keeps for itself; a repository is copied by
 * {@link RepositoryCopy}. One file is open at a time, and the folders around it. What appears or
 * goes meanwhile may be there or not. For one thread, which an interrupt ends.
 */
final class TreeCopy {
  /** Which files of a folder, and of those in it, are copied. */
  enum Choice {
    ALL,
    /** Without what git ignores, where a repository says so. */
    NOT_IGNORED
  }

  private static final int MAX_DEPTH = 200;
  private static final int TRIES = 5;
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private final OpeningThreads opening;
  private final GitProgram git;
  private final Choice choice;

  TreeCopy(OpeningThreads opening, GitProgram git, Choice choice) {
    this.opening = requireNonNull(opening, "opening");
    this.git = requireNonNull(git, "git");
    this.choice = requireNonNull(choice, "choice");
  }

  /**
   * Where names are looked up.
   *
   * @param source its path, for what can only be asked by path
   * @param target a folder that nobody else knows of
   * @param path from the root of the copy
   * @param ignored paths that are left out
   */
  private record Place(Path source, Path target, Path path, Ignored ignored, int depth) {
    Place in(Path name) {
      return new Place(
          source.resolve(name), target.resolve(name), path.resolve(name), ignored, depth + 1);
    }

    Place ignoring(Ignored ignored) {
      return new Place(source, target, path, ignored, depth);
    }
  }

  /**
   * Copies all that is in a folder.
   *
   * @param ignored left out, whatever the choice; by the path from this folder
   * @param target is there, and has nothing of the sort
   * @throws CopyFailure if something is there that cannot be copied
   */
  void copy(Root from, Ignored ignored, Path target) {
    try (SecureDirectoryStream<Path> folder = from.open()) {
      Path source = from.path().toRealPath();
      copyFolder(folder, new Place(source, target, Path.of(""), ignored, 0));
    } catch (IOException e) {
      var failure = new CopyFailure("the disk refuses: " + e);
      failure.initCause(e);
      throw failure;
    }
  }

  private void copyFolder(SecureDirectoryStream<Path> from, Place place) throws IOException {
    Optional<RepositoryCopy> repository = repository(from, place);
    Place here =
        repository
            .filter(any -> choice == Choice.NOT_IGNORED)
            .map(found -> place.ignoring(found.ignored(place.path())))
            .orElse(place);
    repository.ifPresent(RepositoryCopy::begin);
    try {
      for (Path entry : from) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CopyFailure("copying was interrupted");
        }
        copyEntry(from, here.in(entry.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    repository.ifPresent(RepositoryCopy::finish);
  }

  /** What is a repository of its own here; one that is kept elsewhere is copied as files alone. */
  private Optional<RepositoryCopy> repository(SecureDirectoryStream<Path> from, Place place)
      throws IOException {
    boolean hasOne =
        Spot.attributes(from, Path.of(".git")).filter(BasicFileAttributes::isDirectory).isPresent();
    return hasOne
        ? WorkTree.at(place.source())
            .filter(tree -> RepositoryCopy.isWholeIn(tree, place.source()))
            .map(tree -> new RepositoryCopy(git, tree, place.target()))
        : Optional.empty();
  }

  private void copyEntry(SecureDirectoryStream<Path> from, Place place) throws IOException {
    Path name = place.source().getFileName();
    if (WorkspacePath.isGits(name.toString())
        || Replacement.isUnguessed(name)
        || place.ignored().has(place.path())) {
      return;
    }
    for (int tries = 1; tries <= TRIES; tries++) {
      Optional<BasicFileAttributes> found = Spot.attributes(from, name);
      if (found.isEmpty() || copied(from, place, found.get())) {
        return;
      }
    }
    throw new CopyFailure("a file is exchanged all the time: " + place.path());
  }

  /**
   * @return false: something else is there by now
   */
  private boolean copied(
      SecureDirectoryStream<Path> from, Place place, BasicFileAttributes attributes)
      throws IOException {
    if (attributes.isSymbolicLink()) {
      return copiedLink(place);
    }
    if (attributes.isDirectory()) {
      return copiedFolder(from, place);
    }
    return !attributes.isRegularFile() || copiedFile(from, place, attributes);
  }

  /** Java reads links by path only; whichever is read, it is no more than text. */
  private static boolean copiedLink(Place place) throws IOException {
    try {
      Path target = Files.readSymbolicLink(place.source());
      Files.createSymbolicLink(place.target(), target);
      return true;
    } catch (NotLinkException | NoSuchFileException exchanged) {
      return false;
    }
  }

  private boolean copiedFolder(SecureDirectoryStream<Path> from, Place place) throws IOException {
    if (place.depth() > MAX_DEPTH) {
      throw new CopyFailure("there are more than " + MAX_DEPTH + " folders in one another");
    }
    Path name = place.source().getFileName();
    Set<PosixFilePermission> permissions;
    SecureDirectoryStream<Path> folder;
    try {
      permissions = permissions(from, name);
      permissions.addAll(OWNERS); // else neither we nor its user could remove it
      folder = opening.open(() -> from.newDirectoryStream(name, NOFOLLOW_LINKS));
    } catch (NoSuchFileException | NotDirectoryException exchanged) {
      return false;
    } catch (AccessDeniedException e) {
      throw unreadable(place.path());
    }
    try (folder) {
      Files.createDirectory(place.target());
      copyFolder(folder, place);
    }
    Files.setPosixFilePermissions(place.target(), permissions);
    return true;
  }

  private boolean copiedFile(
      SecureDirectoryStream<Path> from, Place place, BasicFileAttributes attributes)
      throws IOException {
    Path name = place.source().getFileName();
    try (FileChannel content = opening.open(() -> LocalFile.channel(from, name, attributes));
        FileChannel target = FileChannel.open(place.target(), CREATE_NEW, WRITE)) {
      new LocalFile.Range(content, 0, content.size()).transferTo(target);
      Files.setPosixFilePermissions(place.target(), permissions(from, name));
      Files.setLastModifiedTime(place.target(), attributes.lastModifiedTime());
      return true;
    } catch (NoSuchFileException | LocalFile.Exchanged exchanged) {
      Files.deleteIfExists(place.target());
      return false;
    } catch (AccessDeniedException e) {
      throw unreadable(place.path());
    }
  }

  private static Set<PosixFilePermission> permissions(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    return folder
        .getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS)
        .readAttributes()
        .permissions();
  }

  private static CopyFailure unreadable(Path path) {
    return new CopyFailure("this host's user may not read " + path);
  }
}
