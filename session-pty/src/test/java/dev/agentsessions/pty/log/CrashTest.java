package dev.agentsessions.pty.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.testkit.InMemoryFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts what a writer wrote at every byte and looks at what the next one makes of it. */
class CrashTest {
  private static final WorkerKey WORKER = new WorkerKey("ses-1", "wrk-1");
  private static final int SEGMENT = 300;
  private static final int PIECE = 17;
  private static final int LENGTH = 340;

  @TempDir(factory = InMemoryFolders.class)
  Path data;

  private final byte[] all = new byte[LENGTH];
  private Path folder;

  /** Both files of each segment as they are before the seal, by the segment's first offset. */
  private final TreeMap<Integer, byte[][]> whole = new TreeMap<>();

  @BeforeEach
  void write() throws IOException {
    new Random(3).nextBytes(all);
    try (DiskLogs logs = open();
        EpochWriter writer = logs.append(WORKER, 1)) {
      for (int at = 0; at < LENGTH; at += PIECE) {
        writer.append(ByteBuffer.wrap(all, at, PIECE));
      }
      folder = writer.log().folder();
    }
    for (SegmentPath path : SegmentPath.in(folder)) {
      byte[] index = Files.readAllBytes(path.index());
      byte[] unsealed = Arrays.copyOf(index, index.length - IndexRecord.BYTES);
      whole.put((int) path.first(), new byte[][] {Files.readAllBytes(path.log()), unsealed});
    }
    assertThat(whole).hasSizeGreaterThan(2);
  }

  private DiskLogs open() {
    return new DiskLogs(
        new DiskLogsConfig(data, SEGMENT, Duration.ofMillis(1)),
        InstantSource.fixed(Instant.EPOCH),
        () -> 0);
  }

  @Test
  @DisplayName("O-02 a process that dies between any two bytes it writes loses and doubles none")
  void deathAnywhereLosesNothing() throws IOException {
    for (int first : whole.keySet()) {
      int logLength = whole.get(first)[0].length;
      cutAndCheck(first, 0, 0);
      for (int byteOfHeader = 0; byteOfHeader < IndexHeader.BYTES; byteOfHeader++) {
        cutAndCheck(first, 0, byteOfHeader);
      }
      for (int piece = 0; piece * PIECE < logLength; piece++) {
        int recorded = IndexHeader.BYTES + piece * IndexRecord.BYTES;
        for (int byteOfPiece = 0; byteOfPiece <= PIECE; byteOfPiece++) {
          cutAndCheck(first, piece * PIECE + byteOfPiece, recorded);
        }
        for (int byteOfRecord = 0; byteOfRecord < IndexRecord.BYTES; byteOfRecord++) {
          cutAndCheck(first, (piece + 1) * PIECE, recorded + byteOfRecord);
        }
      }
    }
  }

  /** All segments before this one are whole, those behind it are not begun. */
  private void cutAndCheck(int first, int logLength, int indexLength) throws IOException {
    restore(whole.headMap(first).keySet().stream().toList());
    put(first, Arrays.copyOf(whole.get(first)[0], logLength), cut(first, indexLength));

    assertGoesOnAt(first + logLength);
  }

  @Test
  @DisplayName(
      "O-02 a power cut at any byte leaves a beginning of the output, never a changed byte")
  void aPowerCutLeavesABeginning() throws IOException {
    Random random = new Random(4);
    List<Integer> firsts = List.copyOf(whole.keySet());
    for (int round = 0; round < 500; round++) {
      int hit = firsts.get(random.nextInt(firsts.size()));
      restore(firsts);
      byte[][] files = whole.get(hit);
      int logLength = random.nextInt(files[0].length + 1);
      put(hit, Arrays.copyOf(files[0], logLength), cut(hit, random.nextInt(files[1].length + 1)));

      assertGoesOnAt(end(hit, logLength));
    }
  }

  /** Whole records may outlive their bytes, and later segments earlier ones. */
  private int end(int hit, int logLength) throws IOException {
    SegmentPath path = new SegmentPath(folder, hit);
    boolean wholeLog = logLength == whole.get(hit)[0].length;
    int recorded = 0;
    long records = (Files.size(path.index()) - IndexHeader.BYTES) / IndexRecord.BYTES;
    while (recorded < records && (recorded + 1) * PIECE <= logLength) {
      recorded++;
    }
    boolean lostBytes = recorded < records;
    return wholeLog ? LENGTH : hit + (lostBytes ? recorded * PIECE : logLength);
  }

  @Test
  @DisplayName("O-02 bytes that a power cut changed are not served")
  void changedBytesAreCutOff() throws IOException {
    int last = whole.lastKey();
    restore(List.copyOf(whole.keySet()));
    byte[] changed = whole.get(last)[0].clone();
    Arrays.fill(changed, PIECE + 1, changed.length, (byte) 0);
    put(last, changed, whole.get(last)[1]);

    assertGoesOnAt(last + PIECE);
  }

  @Test
  @DisplayName("O-02 a repair that is cut short is carried on by the next")
  void aRepairMayBeRepeated() throws IOException {
    int last = whole.lastKey();
    restore(whole.headMap(last).keySet().stream().toList());
    put(last, Arrays.copyOf(whole.get(last)[0], PIECE + 5), cut(last, 64 + 7));
    EpochScan found = EpochScan.of(folder);
    EpochRepair.apply(found, Instant.EPOCH);
    byte[] repaired = Files.readAllBytes(new SegmentPath(folder, last).index());

    for (int length = 0; length <= repaired.length; length++) {
      Files.write(new SegmentPath(folder, last).index(), Arrays.copyOf(repaired, length));
      EpochRepair.apply(EpochScan.of(folder), Instant.EPOCH);

      EpochScan again = EpochScan.of(folder);
      assertThat(again.end()).isEqualTo(found.end()).isEqualTo(last + PIECE + 5);
      assertThat(again.kept()).allMatch(SegmentScan::sealed);
    }
  }

  private void assertGoesOnAt(int end) throws IOException {
    assertThat(read(EpochLog.resting(1, folder))).isEqualTo(Arrays.copyOf(all, end));
    try (DiskLogs logs = open();
        EpochWriter writer = logs.append(WORKER, 1)) {
      assertThat(writer.log().bounds()).isEqualTo(new LogBounds(1, 0, end, true));
      writer.append(ByteBuffer.wrap(all, end, LENGTH - end));
      assertThat(read(writer.log())).isEqualTo(all);
    }
    EpochScan after = EpochScan.of(folder);
    assertThat(after.kept()).allMatch(SegmentScan::sealed);
    assertThat(after.lost()).isEmpty();
    assertThat(after.end()).isEqualTo(LENGTH);
  }

  private static byte[] read(EpochLog log) throws IOException {
    byte[] bytes = new byte[(int) log.bounds().end()];
    assertThat(log.read(0, ByteBuffer.wrap(bytes))).isEqualTo(bytes.length);
    return bytes;
  }

  private byte[] cut(int first, int indexLength) {
    return Arrays.copyOf(whole.get(first)[1], indexLength);
  }

  private void restore(List<Integer> firsts) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    for (int first : firsts) {
      put(first, whole.get(first)[0], whole.get(first)[1]);
    }
  }

  private void put(int first, byte[] log, byte[] index) throws IOException {
    SegmentPath path = new SegmentPath(folder, first);
    Files.write(path.log(), log);
    Files.write(path.index(), index);
  }
}
