package dev.agentsessions.pty.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pins the bytes on disk: logs outlive the program that wrote them. */
class IndexFormatTest {
  private static final IndexRecord RECORD =
      new IndexRecord(0x1122334455667788L, 1_000_000, RecordKind.RESIZE, 120, 30, 0xcafebabe);
  private static final IndexHeader HEADER =
      new IndexHeader(8_388_608, Instant.parse("2026-11-20T10:00:00.000001Z"));

  @Test
  void aRecordKeepsItsBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(IndexRecord.BYTES);

    RECORD.writeTo(buffer);

    assertThat(HexFormat.of().formatHex(buffer.array()))
        .isEqualTo("112233445566778800000000000f424000020078001e0000cafebabe2294f6d3");
  }

  @Test
  void aHeaderKeepsItsBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(IndexHeader.BYTES);

    HEADER.writeTo(buffer);

    assertThat(HexFormat.of().formatHex(buffer.array()))
        .isEqualTo("41534f4c000100200000000000800000000660b24ea2c80100000000d3e1b3dd");
  }

  @Test
  void whatWasWrittenIsRead() {
    ByteBuffer buffer = ByteBuffer.allocate(IndexHeader.BYTES + IndexRecord.BYTES);
    HEADER.writeTo(buffer);
    RECORD.writeTo(buffer);
    buffer.flip();

    assertThat(IndexHeader.readFrom(buffer)).contains(HEADER);
    assertThat(IndexRecord.readFrom(buffer)).contains(RECORD);
    assertThat(buffer.hasRemaining()).isFalse();
  }

  @Test
  @DisplayName("O-02 a changed bit anywhere in an index is noticed")
  void aChangedBitIsNoticed() {
    for (int bit = 0; bit < 8 * IndexRecord.BYTES; bit++) {
      ByteBuffer record = ByteBuffer.allocate(IndexRecord.BYTES);
      RECORD.writeTo(record);
      ByteBuffer header = ByteBuffer.allocate(IndexHeader.BYTES);
      HEADER.writeTo(header);

      flip(record, bit);
      flip(header, bit);

      assertThat(IndexRecord.readFrom(record.flip())).as("record, bit %s", bit).isEmpty();
      assertThat(IndexHeader.readFrom(header.flip())).as("header, bit %s", bit).isEmpty();
    }
  }

  @Test
  void zeroesAreNoRecord() {
    assertThat(IndexRecord.readFrom(ByteBuffer.allocate(IndexRecord.BYTES))).isEmpty();
    for (IndexRecord none : List.of(IndexRecord.seal(-1, 0), IndexRecord.seal(0, -1))) {
      ByteBuffer buffer = ByteBuffer.allocate(IndexRecord.BYTES);
      none.writeTo(buffer);
      assertThat(IndexRecord.readFrom(buffer.flip())).as("%s", none).isEmpty();
    }
  }

  private static void flip(ByteBuffer bytes, int bit) {
    bytes.put(bit / 8, (byte) (bytes.get(bit / 8) ^ 1 << bit % 8));
  }
}
