package dev.agentsessions.pty.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadBackwardTest {
  private static final WorkerKey WORKER = new WorkerKey("ses-1", "wrk-1");

  @TempDir Path data;
  private DiskLogs logs;

  @BeforeEach
  void open() {
    logs = new DiskLogs(DiskLogsConfig.at(data), InstantSource.system(), System::nanoTime);
  }

  @AfterEach
  void close() {
    logs.close();
  }

  @Test
  @DisplayName("O-03 backwards, a range starts with a line when one begins in it early")
  void aRangeStartsWithALine() throws IOException {
    EpochLog log = printed("first\nsecond\nthird\n");

    assertThat(range(log, 19, 9)).isEqualTo("13 third\n true");
    assertThat(range(log, 19, 6)).isEqualTo("13 third\n true");
    assertThat(range(log, 19, 3)).isEqualTo("16 rd\n true");
    assertThat(range(log, 13, 100)).isEqualTo("0 first\nsecond\n false");
    assertThat(range(log, 1_000, 6)).isEqualTo("13 third\n true");
  }

  @Test
  @DisplayName("O-03 before the first kept byte there is nothing, and no more")
  void beforeTheFirstByteIsNothing() throws IOException {
    assertThat(range(printed("x"), 0, 10)).isEqualTo("0  false");
  }

  @Test
  void aLineThatBeginsLateIsNotLookedFor() throws IOException {
    EpochLog near = printed("a".repeat(4_096) + "\n" + "b".repeat(9));
    assertThat(near.readBackward(4_106, 4_106).from()).isZero();
    assertThat(near.readBackward(4_106, 4_105).from()).isEqualTo(4_097);

    EpochLog far = printed("a".repeat(5_000) + "\n" + "b".repeat(9));
    assertThat(far.readBackward(5_010, 4_999).from()).isEqualTo(11);
  }

  @Test
  @DisplayName("O-03 going backwards range by range meets every byte once")
  void rangesMeet() throws IOException {
    String all = "one\n\ntwo\nthree and a half\n\n\nfour".repeat(50);
    EpochLog log = printed(all);
    StringBuilder met = new StringBuilder();

    long before = all.length();
    while (before > 0) {
      LogRange range = log.readBackward(before, 7);
      assertThat(range.bytes().remaining()).isBetween(1, 7);
      assertThat(range.from() + range.bytes().remaining()).isEqualTo(before);
      met.insert(0, US_ASCII.decode(range.bytes()));
      before = range.from();
    }

    assertThat(met).hasToString(all);
  }

  @Test
  void aRangeIsBounded() throws IOException {
    EpochLog log = printed("x");

    assertThatThrownBy(() -> log.readBackward(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.readBackward(1, (256 << 10) + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private long epoch;

  private EpochLog printed(String text) throws IOException {
    epoch++;
    try (EpochWriter writer = logs.append(WORKER, epoch)) {
      writer.append(ByteBuffer.wrap(text.getBytes(US_ASCII)));
      return writer.log();
    }
  }

  private static String range(EpochLog log, long before, int max) throws IOException {
    LogRange range = log.readBackward(before, max);
    return range.from() + " " + US_ASCII.decode(range.bytes()) + " " + range.hasMore();
  }
}
