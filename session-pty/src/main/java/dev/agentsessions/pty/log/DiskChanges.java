package dev.agentsessions.pty.log;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything that {@link WorkerUpkeep} does to a disk, operation by operation. */
final class DiskChanges {
  private final Runnable before;

  /**
   * @param before run before each operation; a test ends the process there
   */
  DiskChanges(Runnable before) {
    this.before = before;
  }

  /** Makes a file, empty. */
  FileChannel create(Path file) throws IOException {
    before.run();
    return FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE);
  }

  void write(FileChannel file, ByteBuffer bytes, long at) throws IOException {
    before.run();
    long shift = at - bytes.position();
    while (bytes.hasRemaining()) {
      file.write(bytes, shift + bytes.position());
    }
  }

  void sync(FileChannel file) throws IOException {
    before.run();
    file.force(true);
  }

  /** Puts on the disk which files a folder has: what was done before is never undone alone. */
  void syncFolder(Path folder) throws IOException {
    before.run();
    try (FileChannel open = FileChannel.open(folder, READ)) {
      open.force(true);
    }
  }

  /** Takes the place of what may be there, in one step. */
  void rename(Path from, Path to) throws IOException {
    before.run();
    Files.move(from, to, ATOMIC_MOVE);
  }

  /** Deletes a file or an empty folder, if it is there. */
  void delete(Path path) throws IOException {
    before.run();
    Files.deleteIfExists(path);
  }
}
