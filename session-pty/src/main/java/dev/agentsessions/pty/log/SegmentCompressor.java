package dev.agentsessions.pty.log;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/**
 * Writes sealed segments as {@link CompressedSegment}s. There is a whole one or none: it is written
 * beside, put on the disk, and then renamed. The raw one stays. For one thread.
 */
final class SegmentCompressor {
  /** A block is a read's least cost. Twice as much compresses 2 % better. */
  static final int BLOCK = 32 << 10;

  private final DiskChanges disk;

  SegmentCompressor(DiskChanges disk) {
    this.disk = disk;
  }

  /** Compresses a segment that is sealed. */
  void compress(SegmentScan sealed) throws IOException {
    SegmentPath path = sealed.path();
    Instant epochStart = sealed.epochStart().orElse(Instant.EPOCH);
    try (FileChannel log = FileChannel.open(path.log(), READ);
        FileChannel index = FileChannel.open(path.index(), READ);
        FileChannel file = disk.create(path.unfinished())) {
      var header =
          new CompressedHeader(
              path.first(), log.size(), index.size(), epochStart, sealed.micros(), BLOCK, 0);
      write(file, header, log, index);
    }
    publish(path);
  }

  /** Writes a segment without a byte: it says where an epoch of which nothing is kept ended. */
  void end(SegmentPath path, Instant epochStart, long micros) throws IOException {
    var header = new CompressedHeader(path.first(), 0, 0, epochStart, micros, BLOCK, 0);
    try (FileChannel file = disk.create(path.unfinished())) {
      finish(file, header, ByteBuffer.allocate(0));
    }
    publish(path);
  }

  private void publish(SegmentPath path) throws IOException {
    disk.rename(path.unfinished(), path.compressed());
    disk.syncFolder(path.folder());
  }

  private void write(FileChannel file, CompressedHeader header, FileChannel log, FileChannel index)
      throws IOException {
    int blocks = header.logBlocks() + header.indexBlocks();
    ByteBuffer table = ByteBuffer.allocate(blocks * Integer.BYTES);
    // Fast: what is compressed is what nobody has read for a while, but somebody runs beside it.
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      long at = CompressedHeader.BYTES + (long) table.capacity();
      at = write(file, at, log, deflater, table);
      write(file, at, index, deflater, table);
    } finally {
      deflater.end();
    }
    finish(file, header, table.flip());
  }

  /** Writes blocks and their lengths; where the next block goes. */
  private long write(
      FileChannel file, long start, FileChannel from, Deflater deflater, ByteBuffer table)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
    ByteBuffer packed = ByteBuffer.allocate(BLOCK + (BLOCK >> 3) + 64);
    long at = start;
    while (fill(bytes.clear(), from)) {
      deflater.reset();
      deflater.setInput(bytes.flip());
      deflater.finish();
      deflater.deflate(packed.clear());
      int length = packed.flip().remaining();
      disk.write(file, packed, at);
      table.putInt(length);
      at += length;
    }
    return at;
  }

  private static boolean fill(ByteBuffer bytes, FileChannel from) throws IOException {
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = from.read(bytes);
    }
    return bytes.position() > 0;
  }

  private void finish(FileChannel file, CompressedHeader header, ByteBuffer table)
      throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(table.duplicate());
    ByteBuffer start = ByteBuffer.allocate(CompressedHeader.BYTES + table.remaining());
    header.withTableCrc((int) crc.getValue()).writeTo(start);
    disk.write(file, start.put(table).flip(), 0);
    disk.sync(file);
  }
}
