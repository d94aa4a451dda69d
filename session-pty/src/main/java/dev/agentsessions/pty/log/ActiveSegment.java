package dev.agentsessions.pty.log;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * The segment that an epoch is being appended to. Two threads know it: the appending one calls
 * {@link #append} and {@link #note}; the syncing one calls {@link #sync}, and {@link #seal} after
 * the appending one has let go of it.
 */
final class ActiveSegment {
  private final SegmentPath path;
  private final FileChannel log;
  private final FileChannel index;
  private final CRC32C unrecordedCrc = new CRC32C();
  private final ByteBuffer record = ByteBuffer.allocateDirect(IndexRecord.BYTES);
  private long end;
  private long recorded;
  private long indexEnd;
  private long micros;

  /** Whether written bytes wait for a sync: set by the appending thread, cleared by the syncing. */
  private volatile boolean dirty;

  private boolean folderSynced; // syncing thread only

  private ActiveSegment(SegmentPath path, FileChannel log, FileChannel index) {
    this.path = path;
    this.log = log;
    this.index = index;
    this.end = path.first();
    this.recorded = path.first();
  }

  /**
   * Makes both files. What an earlier attempt left of them is overwritten: it was never seen. That
   * attempt may still wait to be sealed, so its index, to which a seal is written, is not this one.
   */
  static ActiveSegment create(SegmentPath path, Instant epochStart) throws IOException {
    FileChannel log = open(path.log());
    FileChannel index;
    try {
      Files.deleteIfExists(path.index());
      index = open(path.index());
    } catch (IOException e) {
      log.close();
      throw e;
    }
    ActiveSegment segment = new ActiveSegment(path, log, index);
    try {
      segment.writeHeader(new IndexHeader(path.first(), epochStart));
    } catch (IOException e) {
      segment.close();
      throw e;
    }
    return segment;
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE);
  }

  SegmentPath path() {
    return path;
  }

  /** The absolute offset up to which bytes and records are written. */
  long end() {
    return recorded;
  }

  boolean isEmpty() {
    return end == path.first();
  }

  /** Bytes in both files. */
  long size() {
    return end - path.first() + indexEnd;
  }

  /**
   * Writes the buffer's bytes and a record of them. After an error the buffer stands behind what
   * was written; appending it again, even if nothing remains, goes on where it stopped.
   */
  void append(ByteBuffer data, long now) throws IOException {
    int start = data.position();
    try {
      while (data.hasRemaining()) {
        log.write(data);
      }
    } finally {
      int written = data.position() - start;
      unrecordedCrc.update(data.slice(start, written));
      end += written;
    }
    if (end > recorded) {
      note(RecordKind.DATA, 0, 0, now);
    }
  }

  /** Writes a record about the present end. */
  void note(RecordKind kind, int a, int b, long now) throws IOException {
    micros = Math.max(micros, now);
    write(new IndexRecord(end, micros, kind, a, b, (int) unrecordedCrc.getValue()));
    unrecordedCrc.reset();
    recorded = end;
  }

  private void write(IndexRecord next) throws IOException {
    next.writeTo(record.clear());
    writeIndex(record.flip());
  }

  private void writeHeader(IndexHeader header) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(IndexHeader.BYTES);
    header.writeTo(bytes);
    writeIndex(bytes.flip());
  }

  /** At a stated position, so that a record torn by an error is overwritten by the next attempt. */
  private void writeIndex(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      index.write(bytes, indexEnd + length - bytes.remaining());
    }
    indexEnd += length;
  }

  /** Says that bytes wait for a sync; true if none did before. */
  boolean markDirty() {
    if (dirty) {
      return false;
    }
    dirty = true;
    return true;
  }

  boolean isDirty() {
    return dirty;
  }

  /**
   * Puts what is written on the disk. The index is synced with the seal: it can be made again. What
   * was removed meanwhile is left alone: nobody would find it after a power cut.
   */
  void sync() throws IOException {
    // Cleared first: bytes written from here on ask for another sync.
    dirty = false;
    if (log.isOpen() && isKept()) {
      log.force(false);
      syncFolder();
    }
  }

  private void syncFolder() throws IOException {
    if (folderSynced) {
      return;
    }
    // With an epoch's first segment its folder is new, and perhaps those around it.
    int levels = path.first() == 0 ? 1 + OutputFolders.DEPTH : 1;
    try {
      for (Path at = path.folder(); levels > 0 && at != null; at = at.getParent()) {
        syncFolder(at);
        levels--;
      }
    } catch (NoSuchFileException e) {
      // The worker's output was removed meanwhile.
    }
    folderSynced = true;
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel open = FileChannel.open(folder, READ)) {
      open.force(true);
    }
  }

  /** Puts everything on the disk, says so in the index, and closes both files. */
  void seal() throws IOException {
    try {
      sync();
      if (isKept()) {
        write(IndexRecord.seal(end, micros));
        index.force(false);
      }
    } finally {
      close();
    }
  }

  private boolean isKept() {
    return Files.exists(path.log());
  }

  private void close() throws IOException {
    try (log;
        index) {
      // Closing is all there is to do.
    }
  }
}
