package dev.agentsessions.pty.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.testkit.InMemoryFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers that come when they may, while what they read is compressed and trimmed. */
@Timeout(120)
class ReadersDuringUpkeepTest {
  private static final WorkerKey WORKER = new WorkerKey("ses-1", "wrk-1");
  private static final int LENGTH = 4 << 20;

  @TempDir(factory = InMemoryFolders.class)
  Path data;

  private DiskLogs logs;

  /** What a reader has got: from its first byte to the end, but for what was trimmed. */
  private record Got(long bytes, long skipped) {}

  @BeforeEach
  void open() {
    logs =
        new DiskLogs(
            new DiskLogsConfig(data, 64 << 10, Duration.ofMillis(5)),
            InstantSource.system(),
            System::nanoTime);
  }

  @AfterEach
  void close() {
    logs.close();
  }

  private LogUpkeep keeping(long maxBytes) {
    var config = new UpkeepConfig(maxBytes, Duration.ofDays(7), Duration.ZERO, Duration.ofDays(1));
    return new LogUpkeep(logs, config, InstantSource.system(), session -> Optional.empty());
  }

  @Test
  @DisplayName("O-04 readers from any offset miss and repeat no byte while output is compressed")
  void whileOutputIsCompressed() throws Exception {
    try (LogUpkeep _ = keeping(1 << 30)) {
      for (Got got : readersOfGrowingOutput()) {
        assertThat(got.skipped()).isZero();
      }
    }
    Path first = SegmentPath.in(logs.folders().of(WORKER, 1)).getFirst().compressed();
    assertThat(first).as("compressed while it was read").exists();
  }

  @Test
  @DisplayName(
      "O-04 readers read right bytes, or are told where they go on, while output is trimmed")
  void whileOutputIsTrimmed() throws Exception {
    try (LogUpkeep _ = keeping(256 << 10)) {
      for (Got got : readersOfGrowingOutput()) {
        assertThat(got.bytes() + got.skipped()).isEqualTo(LENGTH);
      }
    }
  }

  private List<Got> readersOfGrowingOutput() throws Exception {
    Random random = new Random(9);
    List<FutureTask<Got>> readers = new ArrayList<>();
    try (EpochWriter writer = logs.append(WORKER, 1)) {
      while (writer.log().bounds().end() < LENGTH) {
        if (readers.size() < writer.log().bounds().end() * 16 / LENGTH) {
          int buffer = 1_000 + random.nextInt(100_000);
          readers.add(new FutureTask<>(() -> follow(buffer)));
          Thread.ofVirtual().start(readers.getLast());
        }
        NumberedBytes.append(writer, 8 << 10, 1 << 10);
      }
    }
    List<Got> got = new ArrayList<>();
    for (FutureTask<Got> reader : readers) {
      got.add(reader.get());
    }
    return got;
  }

  /** As a viewer does, and as one that looks its log up for each read. */
  private Got follow(int buffer) throws IOException, InterruptedException {
    ByteBuffer into = ByteBuffer.allocate(buffer);
    long at = 0;
    long bytes = 0;
    while (true) {
      EpochLog log = logs.epoch(WORKER, 1).orElseThrow();
      assertThat(log.awaitMore(at, Duration.ofMinutes(1))).isTrue();
      int read = log.read(at, into.clear());
      if (!into.flip().equals(NumberedBytes.range(at, read))) {
        throw new AssertionError("wrong bytes from " + at + " to " + (at + read));
      }
      at += read;
      bytes += read;
      LogBounds bounds = log.bounds();
      if (read == 0 && at < bounds.base()) {
        at = bounds.base();
      } else if (read == 0 && !bounds.open()) {
        assertThat(at).isEqualTo(LENGTH);
        return new Got(bytes, at - bytes);
      }
    }
  }
}
