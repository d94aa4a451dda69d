package dev.agentsessions.pty.keeper;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The file by which a data directory remembers a keeper, held locked while the keeper lives: the
 * system takes the lock away from whoever dies, however that happens. So a file that can be locked
 * names a keeper that is dead, and processes with its id belong to nobody. Neither numbers of
 * processes nor clocks decide.
 *
 * <p>The file says which file it is. A copy says the same of another one, and is not believed: who
 * copies a directory while its keeper lives copies no processes.
 */
final class KeeperFile implements AutoCloseable {
  private static final Logger LOG = System.getLogger(KeeperFile.class.getName());
  private static final String UNFINISHED = ".new";

  private final Path path;
  private final int fd;

  private KeeperFile(Path path, int fd) {
    this.path = path;
    this.fd = fd;
  }

  /**
   * Enters a new keeper.
   *
   * @param folder made when missing
   */
  static KeeperFile create(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve(UUID.randomUUID().toString());
    // Locked before it has its name: nobody finds it unlocked while this one lives.
    Path unfinished = Files.createFile(folder.resolve(path.getFileName() + UNFINISHED));
    Files.writeString(unfinished, identity(unfinished));
    KeeperFile created = new KeeperFile(path, open(unfinished));
    if (!created.lock()) {
      LOG.log(Level.WARNING, "files in {0} cannot be locked: orphans will not be found", folder);
    }
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    return created;
  }

  /** Those whose keepers are dead, each held locked by the caller until it is closed. */
  static List<KeeperFile> abandoned(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> files = Files.list(folder)) {
      paths = files.filter(file -> !file.toString().endsWith(UNFINISHED)).toList();
    }
    List<KeeperFile> abandoned = new ArrayList<>();
    for (Path path : paths) {
      try {
        claim(path).ifPresent(abandoned::add);
      } catch (IOException e) {
        LOG.log(Level.DEBUG, () -> path + " is not there any more", e);
      }
    }
    return abandoned;
  }

  private static Optional<KeeperFile> claim(Path path) throws IOException {
    KeeperFile file = new KeeperFile(path, open(path));
    boolean claimed = false;
    try {
      if (!file.lock()) {
        return Optional.empty();
      }
      claimed = Files.readString(path).equals(identity(path));
      if (claimed) {
        return Optional.of(file);
      }
      Files.delete(path);
      return Optional.empty();
    } finally {
      if (!claimed) {
        file.close();
      }
    }
  }

  private static int open(Path path) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      return SystemCallException.check(
          "open", Posix.open(arena.allocateFrom(path.toString()), Posix.O_RDWR | Posix.O_CLOEXEC));
    }
  }

  /** False if somebody has it, in this program or another; or if there are no locks here. */
  private boolean lock() {
    return Libc.flock(fd, Libc.LOCK_EX | Libc.LOCK_NB) == 0;
  }

  private static String identity(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    if (key == null) {
      throw new IOException("files have no identity there: " + path);
    }
    return key.toString();
  }

  /** The keeper's id. */
  String id() {
    return path.getFileName().toString();
  }

  /** Forgets the keeper, which has left nothing. */
  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  /** Lets go of the lock. Once. */
  @Override
  public void close() {
    Posix.close(fd);
  }
}
