package dev.agentsessions.examples.program;

import static java.util.Objects.requireNonNullElse;

import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeFile;
import dev.agentsessions.host.NodeId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory where this machine's sessions are kept, in use by this host until it is closed. It
 * says which node it is, and lets each host id in once. Only its owner may look into it.
 */
public final class DataDirectory implements AutoCloseable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final NodeId node;
  private final FileChannel lock;

  private DataDirectory(Path path, NodeId node, FileChannel lock) {
    this.path = path;
    this.node = node;
    this.lock = lock;
  }

  /**
   * Makes it, if it is not there yet, and enters it.
   *
   * @throws Refusal if it cannot be used, or a host of that id is in it
   */
  public static DataDirectory enter(Path path, HostId host) {
    try {
      Files.createDirectories(path, OWNER_ONLY);
      NodeId node = NodeFile.in(path);
      Path own = Files.createDirectories(path.resolve("hosts").resolve(host.value()), OWNER_ONLY);
      return new DataDirectory(path, node, lock(own.resolve("lock"), host));
    } catch (IOException e) {
      throw new Refusal("cannot use the data directory " + path + ": " + reason(e), e);
    }
  }

  public Path path() {
    return path;
  }

  public NodeId node() {
    return node;
  }

  /** Lets another host of the same id in. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new IllegalStateException("cannot unlock " + path, e);
    }
  }

  private static FileChannel lock(Path file, HostId host) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // another host of this very program; said below
    }
    channel.close();
    throw new IOException("the host " + host + " runs in it already");
  }

  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied for " + denied.getFile();
      case FileAlreadyExistsException other -> other.getFile() + " is not a directory";
      case NoSuchFileException missing -> missing.getFile() + " is missing";
      default -> requireNonNullElse(e.getMessage(), e.toString());
    };
  }
}
