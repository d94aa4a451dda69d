package dev.agentsessions.pty.log;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One line of a segment's index: what was appended up to an offset, and when. On disk 32 bytes,
 * most significant byte first: offset u64, micros u64, kind u16, a u16, b u16, reserved u16, crc of
 * the data u32, crc32c of the 28 bytes before u32.
 *
 * @param offset the absolute offset up to which the segment is described
 * @param micros time since the epoch's start, in microseconds
 * @param kind what happened there
 * @param a first detail, 0 to 65535: columns of a RESIZE, the meaning of a MARK
 * @param b second detail, 0 to 65535: rows of a RESIZE
 * @param dataCrc crc32c of the bytes between the previous record's offset and this one's
 */
record IndexRecord(long offset, long micros, RecordKind kind, int a, int b, int dataCrc) {
  static final int BYTES = 32;

  /** {@link #a} of the MARK that ends a segment: all its bytes are on the disk. */
  private static final int SEALED = 1;

  private static final int CRC_AT = 28;

  static IndexRecord seal(long offset, long micros) {
    return new IndexRecord(offset, micros, RecordKind.MARK, SEALED, 0, 0);
  }

  boolean isSeal() {
    return kind == RecordKind.MARK && a == SEALED;
  }

  /** Puts the record's bytes at the buffer's position. */
  void writeTo(ByteBuffer buffer) {
    int start = buffer.position();
    buffer.putLong(offset).putLong(micros);
    buffer.putShort((short) kind.code()).putShort((short) a).putShort((short) b);
    buffer.putShort((short) 0).putInt(dataCrc);
    buffer.putInt(crc(buffer, start));
  }

  /** Takes a record from the buffer's position, which moves on; empty if the bytes are not one. */
  static Optional<IndexRecord> readFrom(ByteBuffer buffer) {
    int start = buffer.position();
    buffer.position(start + BYTES);
    if (buffer.getInt(start + CRC_AT) != crc(buffer, start)) {
      return Optional.empty();
    }
    return RecordKind.of(Short.toUnsignedInt(buffer.getShort(start + 16)))
        .map(
            kind ->
                new IndexRecord(
                    buffer.getLong(start),
                    buffer.getLong(start + 8),
                    kind,
                    Short.toUnsignedInt(buffer.getShort(start + 18)),
                    Short.toUnsignedInt(buffer.getShort(start + 20)),
                    buffer.getInt(start + 24)))
        .filter(record -> record.offset() >= 0 && record.micros() >= 0); // no log is that long
  }

  private static int crc(ByteBuffer buffer, int start) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.slice(start, CRC_AT));
    return (int) crc.getValue();
  }
}
