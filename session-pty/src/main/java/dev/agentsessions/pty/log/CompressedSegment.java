package dev.agentsessions.pty.log;

import static java.nio.file.StandardOpenOption.READ;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A sealed segment in one compressed file, see {@link CompressedHeader}. A read costs the blocks
 * that it touches, wherever it begins, and keeps nothing.
 */
final class CompressedSegment implements SegmentFile {
  private final FileChannel file;
  private final CompressedHeader header;

  /** Where each block lies in the file, and the last one's end. */
  private final long[] places;

  private CompressedSegment(FileChannel file, CompressedHeader header, long[] places) {
    this.file = file;
    this.header = header;
    this.places = places;
  }

  static CompressedSegment open(SegmentPath path) throws IOException {
    FileChannel file = FileChannel.open(path.compressed(), READ);
    try {
      CompressedHeader header =
          CompressedHeader.readFrom(bytes(file, 0, CompressedHeader.BYTES))
              .filter(read -> read.firstOffset() == path.first())
              .orElseThrow(() -> damaged("header"));
      return new CompressedSegment(file, header, places(file, header));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static long[] places(FileChannel file, CompressedHeader header) throws IOException {
    int blocks = header.logBlocks() + header.indexBlocks();
    ByteBuffer table = bytes(file, CompressedHeader.BYTES, blocks * Integer.BYTES);
    CRC32C crc = new CRC32C();
    crc.update(table.duplicate());
    if ((int) crc.getValue() != header.tableCrc()) {
      throw damaged("table");
    }
    long[] places = new long[blocks + 1];
    places[0] = (long) CompressedHeader.BYTES + table.remaining();
    for (int block = 0; block < blocks; block++) {
      places[block + 1] = places[block] + table.getInt();
    }
    return places;
  }

  /** What a segment holds that is there in this form. */
  static SegmentScan scan(SegmentPath path) throws IOException {
    try (CompressedSegment segment = open(path)) {
      CompressedHeader header = segment.header;
      long end = path.first() + header.logBytes();
      Optional<Instant> epochStart = Optional.of(header.epochStart());
      return new SegmentScan(
          path, epochStart, end, end, header.indexBytes(), header.micros(), true);
    }
  }

  @Override
  public void read(long shift, ByteBuffer into) throws IOException {
    read(0, header.logBytes(), shift, into);
  }

  /** Reads the index as {@link #read} reads the log. */
  void readIndex(long shift, ByteBuffer into) throws IOException {
    read(header.logBlocks(), header.indexBytes(), shift, into);
  }

  private void read(int firstBlock, long length, long shift, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      long at = shift + into.position();
      if (at >= length) {
        throw new EOFException("compressed output is shorter than its epoch says");
      }
      int block = (int) (at / header.blockBytes());
      long blockStart = (long) block * header.blockBytes();
      int blockLength = (int) Math.min(header.blockBytes(), length - blockStart);
      ByteBuffer bytes = block(firstBlock + block, blockLength).position((int) (at - blockStart));
      into.put(bytes.limit(Math.min(bytes.limit(), bytes.position() + into.remaining())));
    }
  }

  private ByteBuffer block(int block, int length) throws IOException {
    int packed = Math.toIntExact(places[block + 1] - places[block]);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes(file, places[block], packed));
      inflater.inflate(bytes);
      // Finished: the checksum at its end is the right one, too.
      if (bytes.hasRemaining() || !inflater.finished()) {
        throw damaged("block " + block);
      }
      return bytes.flip();
    } catch (DataFormatException e) {
      throw new IOException(damaged("block " + block).getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  private static ByteBuffer bytes(FileChannel file, long at, int length) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    while (into.hasRemaining()) {
      if (file.read(into, at + into.position()) < 0) {
        throw damaged("end");
      }
    }
    return into.flip();
  }

  private static IOException damaged(String where) {
    return new IOException("compressed output is damaged at its " + where);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
