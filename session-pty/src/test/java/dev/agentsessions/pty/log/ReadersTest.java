package dev.agentsessions.pty.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReadersTest {
  private static final WorkerKey WORKER = new WorkerKey("ses-1", "wrk-1");
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path data;
  private DiskLogs logs;
  private EpochWriter writer;

  @BeforeEach
  void open() throws IOException {
    logs =
        new DiskLogs(
            new DiskLogsConfig(data, 64 << 10, Duration.ofMillis(20)),
            InstantSource.system(),
            System::nanoTime);
    writer = logs.append(WORKER, 1);
  }

  @AfterEach
  void close() throws IOException {
    writer.close();
    logs.close();
  }

  @Test
  @DisplayName("O-04 whoever finds an epoch while it begins sees that it goes on")
  void anEpochThatBeginsIsOpen() throws Exception {
    for (int round = 0; round < 500; round++) {
      WorkerKey worker = new WorkerKey("ses-1", "begins-" + round);
      FutureTask<EpochLog> finding = started(() -> findInHaste(worker));

      try (EpochWriter begun = logs.append(worker, 1)) {
        assertThat(finding.get()).isSameAs(begun.log());
      }
    }
  }

  private EpochLog findInHaste(WorkerKey worker) throws IOException {
    Optional<EpochLog> found = Optional.empty();
    while (found.isEmpty()) {
      found = logs.latest(worker);
    }
    return found.get();
  }

  @Test
  @DisplayName(
      "O-05 readers of any pace, come when they may, see the same bytes while the log grows")
  void readersOfAnyPaceSeeTheSame() throws Exception {
    Random random = new Random(5);
    List<FutureTask<Long>> readers = new ArrayList<>();
    CRC32C written = new CRC32C();
    for (int round = 0; round < 2_000; round++) {
      if (round % 100 == 0) {
        int buffer = 1 + random.nextInt(20_000);
        readers.add(started(() -> follow(buffer)));
      }
      byte[] piece = new byte[random.nextInt(1_000)];
      random.nextBytes(piece);
      written.update(piece);
      writer.append(ByteBuffer.wrap(piece));
    }
    writer.close();

    for (FutureTask<Long> reader : readers) {
      assertThat(reader.get()).isEqualTo(written.getValue());
    }
  }

  /** Reads all there will ever be and gives its checksum. */
  private long follow(int buffer) throws IOException, InterruptedException {
    EpochLog log = writer.log();
    ByteBuffer into = ByteBuffer.allocateDirect(buffer);
    CRC32C crc = new CRC32C();
    long at = 0;
    while (true) {
      assertThat(log.awaitMore(at, LONG)).isTrue();
      int read = log.read(at, into.clear());
      if (read == 0) {
        assertThat(log.bounds().open()).isFalse();
        return crc.getValue();
      }
      crc.update(into.flip());
      at += read;
    }
  }

  @Test
  @DisplayName("O-05 an interrupted reader ends alone")
  void anInterruptedReaderEndsAlone() throws Exception {
    writer.append(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    EpochLog log = writer.log();
    log.read(0, ByteBuffer.allocate(3));

    FutureTask<Long> interrupted =
        started(
            () -> {
              Thread.currentThread().interrupt();
              return (long) log.read(0, ByteBuffer.allocate(3));
            });

    assertThatThrownBy(interrupted::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ClosedByInterruptException.class);
    assertThat(log.read(0, ByteBuffer.allocate(3))).isEqualTo(3);
    writer.append(ByteBuffer.wrap(new byte[] {4}));
    assertThat(log.read(3, ByteBuffer.allocate(3))).isEqualTo(1);
  }

  @Test
  void aWaitEndsWhenTheLogDoes() throws Exception {
    FutureTask<Boolean> waiting = started(() -> writer.log().awaitMore(0, LONG));

    writer.close();

    assertThat(waiting.get()).isTrue();
  }

  @Test
  void aWaitForNothingIsOverInTime() throws Exception {
    assertThat(writer.log().awaitMore(0, Duration.ofMillis(1))).isFalse();
  }

  private static <T> FutureTask<T> started(Callable<T> reader) {
    FutureTask<T> task = new FutureTask<>(reader);
    Thread.ofVirtual().start(task);
    return task;
  }
}
