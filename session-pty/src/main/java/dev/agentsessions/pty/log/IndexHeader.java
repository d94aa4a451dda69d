package dev.agentsessions.pty.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first 32 bytes of a segment's index, most significant byte first: magic u32, version u16,
 * length of this header u16, first offset u64, start of the epoch in microseconds since 1970 u64,
 * reserved u32, crc32c of the 28 bytes before u32.
 *
 * @param firstOffset the absolute offset of the segment's first byte
 * @param epochStart wall time to which the records' microseconds count, the same in every segment
 */
record IndexHeader(long firstOffset, Instant epochStart) {
  static final int BYTES = 32;

  private static final int MAGIC = 0x41534f4c; // "ASOL"
  private static final short VERSION = 1;
  private static final int CRC_AT = 28;

  void writeTo(ByteBuffer buffer) {
    int start = buffer.position();
    buffer.putInt(MAGIC).putShort(VERSION).putShort((short) BYTES);
    buffer.putLong(firstOffset).putLong(ChronoUnit.MICROS.between(Instant.EPOCH, epochStart));
    buffer.putInt(0).putInt(crc(buffer, start));
  }

  /**
   * Takes the header from the buffer's position, which moves on; empty if the bytes are not one.
   */
  static Optional<IndexHeader> readFrom(ByteBuffer buffer) {
    int start = buffer.position();
    buffer.position(start + BYTES);
    if (buffer.getInt(start) != MAGIC
        || buffer.getShort(start + 4) != VERSION
        || buffer.getInt(start + CRC_AT) != crc(buffer, start)) {
      return Optional.empty();
    }
    return Optional.of(
        new IndexHeader(
            buffer.getLong(start + 8),
            Instant.EPOCH.plus(buffer.getLong(start + 16), ChronoUnit.MICROS)));
  }

  private static int crc(ByteBuffer buffer, int start) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.slice(start, CRC_AT));
    return (int) crc.getValue();
  }
}
