package dev.agentsessions.pty.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskLogsTest {
  private static final WorkerKey WORKER = new WorkerKey("ses-1", "wrk-1");

  @TempDir Path data;
  private DiskLogs logs;

  @BeforeEach
  void open() {
    logs = open(300);
  }

  @AfterEach
  void close() {
    logs.close();
  }

  private DiskLogs open(int segmentBytes) {
    return new DiskLogs(
        new DiskLogsConfig(data, segmentBytes, Duration.ofMillis(100)),
        InstantSource.system(),
        System::nanoTime);
  }

  @Test
  @DisplayName("O-01 every byte keeps its offset, in whatever segment it is and after a restart")
  void everyByteKeepsItsOffset() throws IOException {
    byte[] all = new byte[5_000];
    new Random(1).nextBytes(all);
    try (EpochWriter writer = logs.append(WORKER, 1)) {
      appendInPieces(writer, all, 0, 3_000);
    }
    logs.close();
    logs = open(300);
    try (EpochWriter writer = logs.append(WORKER, 1)) {
      appendInPieces(writer, all, 3_000, 5_000);
    }

    EpochLog log = logs.latest(WORKER).orElseThrow();

    assertThat(log.bounds()).isEqualTo(new LogBounds(1, 0, 5_000, false));
    assertThat(SegmentPath.in(log.folder())).hasSizeGreaterThan(5);
    Random random = new Random(2);
    for (int round = 0; round < 500; round++) {
      int from = random.nextInt(5_000);
      ByteBuffer into = ByteBuffer.allocate(1 + random.nextInt(2_000));
      int read = log.read(from, into);
      assertThat(read)
          .isEqualTo(Math.min(into.capacity(), 5_000 - from))
          .isEqualTo(into.position());
      assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(all, from, read));
    }
  }

  private static void appendInPieces(EpochWriter writer, byte[] all, int from, int to)
      throws IOException {
    Random random = new Random(from);
    int at = from;
    while (at < to) {
      int length = Math.min(to - at, 1 + random.nextInt(120));
      writer.append(ByteBuffer.wrap(all, at, length));
      at += length;
    }
  }

  @Test
  @DisplayName("O-01 a later epoch starts at 0 and leaves the earlier one readable")
  void aLaterEpochStartsAtZero() throws IOException {
    print(1, "before");
    print(2, "after");

    assertThat(logs.latest(WORKER).orElseThrow().bounds()).isEqualTo(new LogBounds(2, 0, 5, false));
    assertThat(text(logs.epoch(WORKER, 1).orElseThrow())).isEqualTo("before");
    assertThat(text(logs.epoch(WORKER, 2).orElseThrow())).isEqualTo("after");
    assertThat(logs.epoch(WORKER, 3)).isEmpty();
  }

  @Test
  void anEarlierEpochIsOver() throws IOException {
    print(2, "x");

    assertThatThrownBy(() -> logs.append(WORKER, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyOneAppends() throws IOException {
    try (EpochWriter writer = logs.append(WORKER, 1)) {
      assertThatThrownBy(() -> logs.append(WORKER, 2)).isInstanceOf(IllegalStateException.class);
      writer.append(ascii("x"));
    }

    logs.append(WORKER, 2).close();
  }

  @Test
  @DisplayName("O-02 what append returned from is read at once, while the log grows")
  void whatWasAppendedIsRead() throws IOException {
    try (EpochWriter writer = logs.append(WORKER, 1)) {
      EpochLog log = logs.latest(WORKER).orElseThrow();
      assertThat(log.bounds()).isEqualTo(new LogBounds(1, 0, 0, true));

      writer.append(ascii("one"));

      assertThat(text(log)).isEqualTo("one");
      assertThat(log.bounds()).isEqualTo(new LogBounds(1, 0, 3, true));
    }
    assertThat(logs.latest(WORKER).orElseThrow().bounds().open()).isFalse();
  }

  @Test
  void nothingIsReadOutsideOfWhatIsKept() throws IOException {
    print(1, "abc");
    EpochLog log = logs.latest(WORKER).orElseThrow();
    ByteBuffer into = ByteBuffer.allocate(10);

    assertThat(log.read(3, into)).isZero();
    assertThat(log.read(1_000, into)).isZero();
    assertThat(into.position()).isZero();
    assertThat(into.limit()).isEqualTo(10);
  }

  @Test
  void whoNeverPrintedHasNoLog() throws IOException {
    assertThat(logs.latest(WORKER)).isEmpty();
    assertThat(logs.epoch(WORKER, 1)).isEmpty();
  }

  @Test
  void removedOutputIsGone() throws IOException {
    print(1, "x");
    print(2, "y");

    logs.remove(WORKER);
    logs.remove(WORKER);

    assertThat(logs.latest(WORKER)).isEmpty();
    assertThat(data.resolve("output")).isEmptyDirectory();
  }

  @Test
  void outputIsForItsUserOnly() throws IOException {
    print(1, "secret");

    assertThat(Files.getPosixFilePermissions(data.resolve("output")))
        .allMatch(permission -> permission.name().startsWith("OWNER"));
  }

  @Test
  void idsThatLeaveTheFolderAreRefused() {
    assertThatThrownBy(() -> new WorkerKey("..", "wrk-1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WorkerKey("ses-1", "a/b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void print(long epoch, String text) throws IOException {
    try (EpochWriter writer = logs.append(WORKER, epoch)) {
      writer.append(ascii(text));
    }
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static String text(EpochLog log) throws IOException {
    ByteBuffer into = ByteBuffer.allocate((int) log.bounds().end());
    log.read(0, into);
    return new String(into.array(), US_ASCII);
  }
}
