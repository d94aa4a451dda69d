package dev.agentsessions.workspace.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.agentsessions.session.SessionException.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * A file on its way: written beside its place and then moved over it, so that readers see all of it
 * or none. What is not placed is deleted; a host that is killed leaves it under a name that says
 * whose it was. For one thread.
 */
final class Replacement implements AutoCloseable {
  /** The content could not be read, which is not the disk's fault. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient IOException problem;

    Unreadable(IOException problem) {
      super(problem);
      this.problem = problem;
    }

    IOException problem() {
      return problem;
    }
  }

  private static final String PREFIX = ".agent-sessions-";
  private static final int PIECE = 128 << 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Spot target;
  private final SecureDirectoryStream<Path> folder;
  private final Path name = unguessed();
  private boolean pending; // it is there, under its own name

  /**
   * @param target a file, or nothing yet
   */
  Replacement(Spot target) {
    this.target = target;
    this.folder = target.folder();
  }

  static Path unguessed() {
    byte[] bytes = new byte[12];
    RANDOM.nextBytes(bytes);
    return Path.of(PREFIX + HexFormat.of().formatHex(bytes));
  }

  static boolean isUnguessed(Path name) {
    return name.toString().startsWith(PREFIX);
  }

  /**
   * Writes beside it, with the permissions that it has.
   *
   * @return how many bytes
   * @throws TooLarge if there is more than the limit
   * @throws Unreadable if the content cannot be read
   */
  long write(InputStream content, long limit) throws IOException {
    try (var channel =
        (FileChannel) folder.newByteChannel(name, Set.of(WRITE, CREATE_NEW, NOFOLLOW_LINKS))) {
      pending = true;
      if (target.attributes().isPresent()) {
        view(name).setPermissions(view(target.name()).readAttributes().permissions());
      }
      return content instanceof LocalFile.Range range
          ? moved(range, channel, limit)
          : copied(content, channel, limit);
    }
  }

  private static long moved(LocalFile.Range content, FileChannel channel, long limit)
      throws IOException {
    checkSize(content.left(), limit);
    return content.transferTo(channel);
  }

  private static long copied(InputStream content, FileChannel channel, long limit)
      throws IOException {
    byte[] piece = new byte[PIECE];
    long total = 0;
    for (int read = read(content, piece); read >= 0; read = read(content, piece)) {
      total += read;
      checkSize(total, limit);
      ByteBuffer bytes = ByteBuffer.wrap(piece, 0, read);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    return total;
  }

  private static void checkSize(long bytes, long limit) {
    if (bytes > limit) {
      throw new TooLarge("the file", bytes, limit);
    }
  }

  private static int read(InputStream content, byte[] piece) {
    try {
      return content.read(piece);
    } catch (IOException e) {
      throw new Unreadable(e);
    }
  }

  /** Takes the place of what is there. */
  BasicFileAttributes place() throws IOException {
    folder.move(name, folder, target.name());
    pending = false;
    return Spot.attributes(folder, target.name())
        .orElseThrow(() -> new IOException("it is gone again: " + target.name()));
  }

  private PosixFileAttributeView view(Path of) {
    return folder.getFileAttributeView(of, PosixFileAttributeView.class, NOFOLLOW_LINKS);
  }

  @Override
  public void close() throws IOException {
    if (pending) {
      folder.deleteFile(name);
    }
  }
}
