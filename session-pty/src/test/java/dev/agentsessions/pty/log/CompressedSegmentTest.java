package dev.agentsessions.pty.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressedSegmentTest {
  private static final int LENGTH = 5 * SegmentCompressor.BLOCK / 2;
  private static final long FIRST = 1_000;

  @TempDir Path folder;
  private final SegmentCompressor compressor = new SegmentCompressor(new DiskChanges(() -> {}));
  private SegmentPath path;

  @BeforeEach
  void compress() throws IOException {
    path = new SegmentPath(folder, FIRST);
    ActiveSegment raw = ActiveSegment.create(path, Instant.EPOCH);
    for (long at = FIRST; at < FIRST + LENGTH; at += 512) {
      raw.append(NumberedBytes.range(at, 512), at);
    }
    raw.seal();
    compressor.compress(SegmentScanner.scan(path));
  }

  @Test
  @DisplayName("O-02 a compressed segment is read from any offset, and is smaller")
  void isReadFromAnyOffset() throws IOException {
    Random random = new Random(6);
    try (CompressedSegment segment = CompressedSegment.open(path)) {
      for (int round = 0; round < 200; round++) {
        int at = random.nextInt(LENGTH);
        ByteBuffer into = ByteBuffer.allocate(1 + random.nextInt(LENGTH - at));

        segment.read(at, into);

        assertThat(into.flip()).isEqualTo(NumberedBytes.range(FIRST + at, into.limit()));
      }
    }
    assertThat(Files.size(path.compressed())).isLessThan(Files.size(path.log()) * 2 / 3);
  }

  @Test
  @DisplayName("O-02 a compressed segment keeps its index, and so its timings, bit for bit")
  void keepsItsIndex() throws IOException {
    ByteBuffer index = ByteBuffer.allocate((int) Files.size(path.index()));
    try (CompressedSegment segment = CompressedSegment.open(path)) {
      segment.readIndex(0, index);
    }

    assertThat(index.array()).isEqualTo(Files.readAllBytes(path.index()));
  }

  @Test
  void isFoundToHoldWhatTheRawOneHeld() throws IOException {
    SegmentScan raw = SegmentScanner.sealed(path).orElseThrow();

    assertThat(CompressedSegment.scan(path)).isEqualTo(raw);
    path.delete();
    assertThat(SegmentScanner.scan(path)).isEqualTo(raw);
  }

  @Test
  void nothingIsReadBehindItsEnd() throws IOException {
    try (CompressedSegment segment = CompressedSegment.open(path)) {
      assertThatThrownBy(() -> segment.read(LENGTH - 1, ByteBuffer.allocate(2)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("shorter");
    }
  }

  @Test
  @DisplayName("O-02 a compressed segment that is damaged anywhere is refused, not read wrongly")
  void damageIsNoticed() throws IOException {
    byte[] whole = Files.readAllBytes(path.compressed());
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = whole.clone();
      int at = round < CompressedHeader.BYTES ? round : random.nextInt(whole.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(path.compressed(), damaged);

      assertThatThrownBy(this::readAll).as("byte %s", at).isInstanceOf(IOException.class);
    }
    for (int length = 0; length < whole.length; length += 997) {
      Files.write(path.compressed(), Arrays.copyOf(whole, length));

      assertThatThrownBy(this::readAll).as("cut at %s", length).isInstanceOf(IOException.class);
    }
  }

  private void readAll() throws IOException {
    try (CompressedSegment segment = CompressedSegment.open(path)) {
      segment.read(0, ByteBuffer.allocate(LENGTH));
      segment.readIndex(0, ByteBuffer.allocate((int) Files.size(path.index())));
    }
  }

  @Test
  @DisplayName("O-02 the mark of an epoch's end has no bytes and is kept in one file")
  void theMarkOfAnEnd() throws IOException {
    SegmentPath end = new SegmentPath(folder, 77);

    compressor.end(end, Instant.EPOCH, 9);

    SegmentScan scan = SegmentScanner.scan(end);
    assertThat(scan.isEmpty()).isTrue();
    assertThat(scan.end()).isEqualTo(77);
    assertThat(scan.micros()).isEqualTo(9);
    assertThat(Files.size(end.compressed())).isEqualTo(CompressedHeader.BYTES);
  }

  /** Pins the bytes on disk: logs outlive the program that wrote them. */
  @Test
  void aHeaderKeepsItsBytes() {
    var header =
        new CompressedHeader(
            8_388_608,
            8_380_000,
            9_632,
            Instant.parse("2026-11-20T10:00:00.000001Z"),
            1_000_000,
            32_768,
            0xcafebabe);
    ByteBuffer buffer = ByteBuffer.allocate(CompressedHeader.BYTES);

    header.writeTo(buffer);

    assertThat(HexFormat.of().formatHex(buffer.array()))
        .isEqualTo(
            "41534f5a00010040000000000080000000000000007fde6000000000000025a0"
                + "000660b24ea2c80100000000000f42400000800000000000cafebabeb1c1f4b3");
    assertThat(CompressedHeader.readFrom(buffer.flip())).contains(header);
  }
}
