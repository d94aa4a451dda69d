package dev.agentsessions.workspace.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.util.Objects.checkFromIndexSize;

import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.OpenFile;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;

/** A file of this machine, held by its descriptor. */
final class LocalFile implements OpenFile {
  private static final int READ_AT_ONCE = 256 << 10;
  private static final int WRITTEN_AT_ONCE = 32 << 10;
  private static final int PAGE = 4 << 10;
  private static final long MOVED_AT_ONCE = 64 << 20;

  /** Something else has its name by now. */
  static final class Exchanged extends IOException {
    private static final long serialVersionUID = 1;

    Exchanged(Path name) {
      super("exchanged: " + name);
    }
  }

  private final FileEntry entry;
  private final FileChannel channel;

  private LocalFile(FileEntry entry, FileChannel channel) {
    this.entry = entry;
    this.channel = channel;
  }

  /**
   * @param before what was seen there: a file
   * @throws IOException also if it was exchanged meanwhile
   */
  static LocalFile open(
      SecureDirectoryStream<Path> folder, Path name, WorkspacePath path, BasicFileAttributes before)
      throws IOException {
    FileChannel channel = channel(folder, name, before);
    try {
      return new LocalFile(Listing.entry(path, false, before).sized(channel.size()), channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Opens a file to be read.
   *
   * @param before what was seen there: a file
   * @throws Exchanged if it was exchanged meanwhile
   */
  static FileChannel channel(
      SecureDirectoryStream<Path> folder, Path name, BasicFileAttributes before)
      throws IOException {
    SeekableByteChannel channel = folder.newByteChannel(name, Set.of(READ, NOFOLLOW_LINKS));
    try {
      channel.position(); // a pipe that took its place has none, and refuses
      boolean same =
          Spot.attributes(folder, name)
              .filter(after -> Objects.equals(after.fileKey(), before.fileKey()))
              .isPresent();
      if (!same) {
        throw new Exchanged(name);
      }
      return (FileChannel) channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public FileEntry entry() {
    return entry;
  }

  @Override
  public InputStream read(long from, long count) {
    checkFromIndexSize(from, count, entry.size());
    return new Range(channel, from, from + count);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part of the file, until it ends. */
  static final class Range extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long position;

    Range(FileChannel channel, long from, long end) {
      this.channel = channel;
      this.position = from;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (position >= end) {
        return -1;
      }
      int wanted = (int) Math.min(length, end - position);
      int read = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
      position += Math.max(0, read);
      return read;
    }

    /** How much is left to be read, if the file does not become shorter. */
    long left() {
      return end - position;
    }

    /** Reads all that is left into another file, which the system does by itself where it can. */
    long transferTo(FileChannel to) throws IOException {
      long start = position;
      long moved = 1;
      while (position < end && moved > 0) {
        moved = channel.transferTo(position, Math.min(MOVED_AT_ONCE, end - position), to);
        position += moved;
      }
      return position - start;
    }

    @Override
    public long transferTo(OutputStream to) throws IOException {
      long start = position;
      ByteBuffer pages = pages();
      byte[] piece = new byte[(int) Math.min(WRITTEN_AT_ONCE, left())];
      while (left() > 0) {
        pages.clear().limit((int) Math.min(pages.capacity(), left()));
        if (channel.read(pages, position) < 0) {
          break;
        }
        for (pages.flip(); pages.hasRemaining(); ) {
          int length = Math.min(piece.length, pages.remaining());
          pages.get(piece, 0, length);
          to.write(piece, 0, length);
          position += length;
        }
      }
      return position - start;
    }

    /**
     * To read into. Long parts are read into whole pages outside the heap: few calls, and pieces
     * that are still in the processor's cache when they go on.
     */
    private ByteBuffer pages() {
      return left() < READ_AT_ONCE
          ? ByteBuffer.allocate((int) left())
          : ByteBuffer.allocateDirect(READ_AT_ONCE + PAGE).alignedSlice(PAGE);
    }
  }
}
