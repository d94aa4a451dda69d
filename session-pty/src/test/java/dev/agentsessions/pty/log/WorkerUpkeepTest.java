package dev.agentsessions.pty.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.testkit.InMemoryFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerUpkeepTest {
  private static final WorkerKey WORKER = new WorkerKey("ses-1", "wrk-1");
  private static final int SEGMENT = 4 << 10;

  @TempDir(factory = InMemoryFolders.class)
  Path data;

  private DiskLogs logs;

  @BeforeEach
  void open() {
    logs =
        new DiskLogs(
            new DiskLogsConfig(data, SEGMENT, Duration.ofMillis(1)),
            InstantSource.system(),
            () -> 0);
  }

  @AfterEach
  void close() {
    logs.close();
  }

  private WorkerUpkeep upkeep(long maxBytes, Duration compressAfter) {
    var config = new UpkeepConfig(maxBytes, Duration.ofDays(7), compressAfter, Duration.ofHours(1));
    return new WorkerUpkeep(logs, config, InstantSource.system(), new DiskChanges(() -> {}));
  }

  /** Compresses at once, keeps everything. */
  private WorkerUpkeep compressing() {
    return upkeep(1 << 30, Duration.ZERO);
  }

  private WorkerUpkeep keeping(long maxBytes) {
    return upkeep(maxBytes, Duration.ofDays(1));
  }

  private EpochLog print(long epoch, int bytes) throws IOException {
    try (EpochWriter writer = logs.append(WORKER, epoch)) {
      NumberedBytes.append(writer, bytes, 100);
      return writer.log();
    }
  }

  /** Closes the logs, so that everything is sealed, and opens them again. */
  private void restart() {
    logs.close();
    open();
  }

  private List<Path> files(long epoch, String suffix) throws IOException {
    try (var files = Files.list(logs.folders().of(WORKER, epoch))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  @Test
  @DisplayName("O-02 closed segments are compressed and read as before, forwards and backwards")
  void closedSegmentsAreCompressed() throws IOException {
    print(1, 50_000);
    restart();
    EpochLog log = logs.epoch(WORKER, 1).orElseThrow();
    NumberedBytes.assertKept(log);
    LogBounds before = log.bounds();

    assertThat(compressing().pass(WORKER)).isFalse();

    assertThat(files(1, ".log")).isEmpty();
    assertThat(files(1, ".idx")).isEmpty();
    assertThat(files(1, ".logz")).hasSizeGreaterThan(10);
    for (EpochLog each : List.of(log, EpochLog.resting(1, log.folder()))) {
      assertThat(each.bounds()).isEqualTo(before);
      NumberedBytes.assertKept(each);
      Random random = new Random(8);
      for (int round = 0; round < 100; round++) {
        LogRange range = each.readBackward(1 + random.nextInt(50_000), 1 + random.nextInt(9_000));
        assertThat(range.bytes())
            .isEqualTo(NumberedBytes.range(range.from(), range.bytes().remaining()));
      }
    }
  }

  @Test
  @DisplayName("O-02 the segment that is appended to stays as it is")
  void theActiveSegmentStays() throws Exception {
    try (EpochWriter writer = logs.append(WORKER, 1)) {
      NumberedBytes.append(writer, 10_000, 100);
      NumberedBytes.assertKept(writer.log());

      compressing().pass(WORKER);
      NumberedBytes.append(writer, 10_000, 100);
      compressing().pass(WORKER);

      assertThat(files(1, ".log")).isNotEmpty();
      NumberedBytes.assertKept(writer.log());
      assertThat(writer.log().bounds()).isEqualTo(new LogBounds(1, 0, 20_000, true));
    }
  }

  @Test
  @DisplayName("O-02 an epoch goes on behind compressed segments")
  void anEpochGoesOnBehindCompressedSegments() throws IOException {
    print(1, 10_000);
    restart();
    compressing().pass(WORKER);

    print(1, 10_000);

    EpochLog log = logs.epoch(WORKER, 1).orElseThrow();
    assertThat(log.bounds()).isEqualTo(new LogBounds(1, 0, 20_000, false));
    NumberedBytes.assertKept(log);
  }

  @Test
  void whatWasClosedShortlyAgoIsLeftForLater() throws IOException {
    print(1, 10_000);
    restart();
    WorkerUpkeep upkeep = upkeep(1 << 30, Duration.ofMinutes(1));

    assertThat(upkeep.pass(WORKER)).isTrue();
    assertThat(files(1, ".logz")).isEmpty();

    for (Path log : files(1, ".log")) {
      Files.setLastModifiedTime(log, FileTime.from(Instant.now().minusSeconds(61)));
    }
    assertThat(upkeep.pass(WORKER)).isFalse();
    assertThat(files(1, ".log")).isEmpty();
  }

  @Test
  @DisplayName("O-02 the oldest output goes when there is too much: the base moves, and no offset")
  void theOldestIsTrimmed() throws IOException {
    try (EpochWriter writer = logs.append(WORKER, 1)) {
      NumberedBytes.append(writer, 50_000, 100);
      NumberedBytes.assertKept(writer.log());

      keeping(5 * SEGMENT).pass(WORKER);

      LogBounds bounds = writer.log().bounds();
      assertThat(bounds.end()).isEqualTo(50_000);
      assertThat(bounds.base()).isBetween(30_000L, 45_000L);
      NumberedBytes.assertKept(writer.log());
      assertThat(writer.log().read(bounds.base() - 1, ByteBuffer.allocate(9))).isZero();
      assertThat(writer.log().readBackward(bounds.base(), 9).hasMore()).isFalse();
      assertThat(writer.log().readBackward(bounds.base() + 5, 9).from()).isEqualTo(bounds.base());
      assertThat(EpochLog.resting(1, writer.log().folder()).bounds().base())
          .isEqualTo(bounds.base());
    }
  }

  @Test
  @DisplayName("O-02 compressed output counts what it takes, so more of it is kept")
  void compressedOutputCountsWhatItTakes() throws IOException {
    print(1, 50_000);
    restart();
    compressing().pass(WORKER);

    keeping(9 * SEGMENT).pass(WORKER);

    assertThat(logs.epoch(WORKER, 1).orElseThrow().bounds().base()).isLessThan(20_000);
  }

  @Test
  @DisplayName("O-02 earlier epochs go first, and with the last of them their folder")
  void earlierEpochsGoFirst() throws IOException {
    EpochLog first = print(1, 10_000);
    print(2, 10_000);
    EpochLog last = print(3, 10_000);
    restart();

    keeping(4 * SEGMENT).pass(WORKER);

    assertThat(first.folder()).doesNotExist();
    assertThat(logs.epoch(WORKER, 1)).isEmpty();
    assertThat(last.bounds().base()).isZero();
    NumberedBytes.assertKept(logs.epoch(WORKER, 3).orElseThrow());
  }

  @Test
  @DisplayName("O-02 however little may be kept, what is printed now is")
  void theLastSegmentStays() throws IOException {
    try (EpochWriter writer = logs.append(WORKER, 1)) {
      NumberedBytes.append(writer, 10_000, 100);

      keeping(1).pass(WORKER);

      assertThat(files(1, ".log")).hasSize(1);
      NumberedBytes.append(writer, 1_000, 100);
      NumberedBytes.assertKept(writer.log());
    }
  }

  @Test
  @DisplayName("O-01 a program that dies again and again does not bring an offset back")
  void offsetsAreNotGivenOutTwice() throws IOException {
    print(1, 10_000);
    restart();
    SegmentPath begun = new SegmentPath(logs.folders().of(WORKER, 1), 10_000);
    ActiveSegment.create(begun, Instant.EPOCH);

    for (int death = 0; death < 3; death++) {
      keeping(1).pass(WORKER);
      try (EpochWriter writer = logs.append(WORKER, 1)) {
        assertThat(writer.log().bounds()).isEqualTo(new LogBounds(1, 10_000, 10_000, true));
      }
    }
  }

  @Test
  @DisplayName("O-02 a reader who knows a log that another program trims is told the new base")
  void anotherProgramTrims() throws IOException {
    print(1, 50_000);
    restart();
    EpochLog known = EpochLog.resting(1, logs.folders().of(WORKER, 1));

    keeping(5 * SEGMENT).pass(WORKER);

    assertThat(known.bounds().base()).isZero();
    assertThat(known.read(0, ByteBuffer.allocate(10))).isZero();
    assertThat(known.bounds().base()).isPositive();
    while (known.read(known.bounds().base(), ByteBuffer.allocate(1)) == 0) {
      // one segment after the other
    }
    NumberedBytes.assertKept(known);
    assertThat(known.readBackward(known.bounds().base() + 3, 9).hasMore()).isFalse();
  }

  @Test
  @DisplayName("O-02 when all output went, its offsets stay taken")
  void allOutputGoes() throws IOException {
    print(1, 10_000);
    EpochLog log = print(2, 10_000);
    restart();
    assertThat(keeping(1).hasBytes(WORKER)).isTrue();

    keeping(1).trimAll(WORKER, 2);

    assertThat(keeping(1).hasBytes(WORKER)).isFalse();
    assertThat(logs.epoch(WORKER, 1)).isEmpty();
    assertThat(logs.latest(WORKER).orElseThrow().bounds())
        .isEqualTo(new LogBounds(2, 10_000, 10_000, false));
    assertThat(files(2, "")).hasSize(1);
    print(2, 5_000);
    assertThat(logs.latest(WORKER).orElseThrow().bounds())
        .isEqualTo(new LogBounds(2, 10_000, 15_000, false));
    compressing().pass(WORKER);
    NumberedBytes.assertKept(logs.latest(WORKER).orElseThrow());
    restart();
    NumberedBytes.assertKept(logs.latest(WORKER).orElseThrow());
    assertThat(EpochLog.resting(2, log.folder()).bounds().base()).isEqualTo(10_000);
  }

  @Test
  @DisplayName("O-02 what a session prints that has just been started again stays")
  void aLaterEpochStays() throws IOException {
    print(1, 10_000);
    try (EpochWriter writer = logs.append(WORKER, 2)) {
      NumberedBytes.append(writer, 10_000, 100);

      keeping(1).trimAll(WORKER, 1);

      assertThat(logs.epoch(WORKER, 1).orElseThrow().bounds())
          .isEqualTo(new LogBounds(1, 10_000, 10_000, false));
      NumberedBytes.append(writer, 10_000, 100);
      assertThat(writer.log().bounds()).isEqualTo(new LogBounds(2, 0, 20_000, true));
      NumberedBytes.assertKept(writer.log());
    }
  }

  @Test
  @DisplayName("O-02 what a program that died left unsealed is compressed once a later epoch began")
  void anEarlierEpochIsSealed() throws IOException {
    EpochLog log = print(1, 3_000);
    restart();
    SegmentPath last = SegmentPath.in(log.folder()).getLast();
    byte[] index = Files.readAllBytes(last.index());
    Files.write(last.index(), Arrays.copyOf(index, index.length - 10));

    compressing().pass(WORKER);
    assertThat(files(1, ".logz")).as("it may still be appended to").isEmpty();
    print(2, 10);
    compressing().pass(WORKER);

    assertThat(files(1, ".log")).isEmpty();
    assertThat(files(1, ".logz")).hasSize(1);
    NumberedBytes.assertKept(logs.epoch(WORKER, 1).orElseThrow());
  }

  @Test
  void aWorkerWithoutOutputIsLeftAlone() throws IOException {
    assertThat(compressing().pass(WORKER)).isFalse();
    assertThat(compressing().hasBytes(WORKER)).isFalse();
    compressing().trimAll(WORKER, 1);
  }
}
