package dev.agentsessions.pty.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a compressed segment, most significant byte first: magic u32, version u16,
 * length of this header u16, first offset u64, bytes of log u64, bytes of index u64, start of the
 * epoch in microseconds since 1970 u64, microseconds to the last record u64, bytes in a block u32,
 * reserved u32, crc32c of the table u32, crc32c of the 60 bytes before u32. The table follows: the
 * length of each block on disk u32. Then the blocks, each a zlib stream with its own checksum.
 *
 * @param firstOffset the absolute offset of the segment's first byte
 * @param logBytes length of the log, which fills the first blocks
 * @param indexBytes length of the index, which fills the others
 * @param epochStart wall time to which microseconds count
 * @param micros time of the last record since the epoch's start, in microseconds
 * @param blockBytes what a block holds; the last one of the log and of the index may hold less
 */
record CompressedHeader(
    long firstOffset,
    long logBytes,
    long indexBytes,
    Instant epochStart,
    long micros,
    int blockBytes,
    int tableCrc) {
  static final int BYTES = 64;

  private static final int MAGIC = 0x41534f5a; // "ASOZ"
  private static final short VERSION = 1;
  private static final int CRC_AT = 60;
  private static final int MAX_BLOCK = 1 << 20;

  int logBlocks() {
    return blocks(logBytes);
  }

  int indexBlocks() {
    return blocks(indexBytes);
  }

  private int blocks(long bytes) {
    return Math.toIntExact(Math.ceilDiv(bytes, blockBytes));
  }

  CompressedHeader withTableCrc(int crc) {
    return new CompressedHeader(
        firstOffset, logBytes, indexBytes, epochStart, micros, blockBytes, crc);
  }

  void writeTo(ByteBuffer buffer) {
    int start = buffer.position();
    buffer.putInt(MAGIC).putShort(VERSION).putShort((short) BYTES);
    buffer.putLong(firstOffset).putLong(logBytes).putLong(indexBytes);
    buffer.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, epochStart)).putLong(micros);
    buffer.putInt(blockBytes).putInt(0).putInt(tableCrc).putInt(crc(buffer, start));
  }

  /**
   * Takes the header from the buffer's position, which moves on; empty if the bytes are not one.
   */
  static Optional<CompressedHeader> readFrom(ByteBuffer buffer) {
    int start = buffer.position();
    buffer.position(start + BYTES);
    if (buffer.getInt(start) != MAGIC
        || buffer.getShort(start + 4) != VERSION
        || buffer.getInt(start + CRC_AT) != crc(buffer, start)) {
      return Optional.empty();
    }
    return Optional.of(
            new CompressedHeader(
                buffer.getLong(start + 8),
                buffer.getLong(start + 16),
                buffer.getLong(start + 24),
                Instant.EPOCH.plus(buffer.getLong(start + 32), ChronoUnit.MICROS),
                buffer.getLong(start + 40),
                buffer.getInt(start + 48),
                buffer.getInt(start + 56)))
        .filter(header -> header.blockBytes > 0 && header.blockBytes <= MAX_BLOCK);
  }

  private static int crc(ByteBuffer buffer, int start) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.slice(start, CRC_AT));
    return (int) crc.getValue();
  }
}
