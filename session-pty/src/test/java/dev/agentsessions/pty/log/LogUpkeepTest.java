package dev.agentsessions.pty.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogUpkeepTest {
  private static final Duration NEVER = Duration.ofDays(1_000);
  private static final Duration OFTEN = Duration.ofMillis(5);
  private static final LogUpkeep.Rest NOBODY_RESTS = session -> Optional.empty();

  @TempDir Path data;
  private DiskLogs logs;

  @BeforeEach
  void open() {
    logs =
        new DiskLogs(
            new DiskLogsConfig(data, 2_000, Duration.ofMillis(1)),
            InstantSource.system(),
            System::nanoTime);
  }

  @AfterEach
  void close() {
    logs.close();
  }

  private LogUpkeep upkeep(Duration sweep, LogUpkeep.Rest rest) {
    return new LogUpkeep(
        logs,
        new UpkeepConfig(1 << 30, Duration.ofDays(7), Duration.ZERO, sweep),
        InstantSource.system(),
        rest);
  }

  private EpochLog print(WorkerKey worker) throws IOException {
    try (EpochWriter writer = logs.append(worker, 1)) {
      NumberedBytes.append(writer, 10_000, 100);
      return writer.log();
    }
  }

  private static boolean isCompressed(EpochLog log) throws IOException {
    try (Stream<Path> files = Files.list(log.folder())) {
      return files.allMatch(file -> file.toString().endsWith(".logz"));
    }
  }

  @Test
  @DisplayName("O-02 segments are compressed in the background when they are closed")
  void whatIsClosedIsCompressed() throws IOException {
    WorkerKey worker = new WorkerKey("ses-1", "wrk-1");
    try (LogUpkeep _ = upkeep(NEVER, NOBODY_RESTS)) {
      EpochLog log = print(worker);

      await().until(() -> isCompressed(log));

      NumberedBytes.assertKept(log);
    }
  }

  @Test
  @DisplayName("O-02 what was closed while nobody looked is found")
  void whatWasClosedBeforeIsFound() throws IOException {
    EpochLog log = print(new WorkerKey("ses-1", "wrk-1"));
    Files.createFile(data.resolve("output").resolve("stray"));

    try (LogUpkeep _ = upkeep(OFTEN, NOBODY_RESTS)) {
      await().until(() -> isCompressed(log));
    }
  }

  @Test
  @DisplayName("O-02 output goes when its session has rested for long, and not before")
  void outputOfRestingSessionsGoes() throws IOException {
    EpochLog runs = print(new WorkerKey("ses-runs", "wrk-1"));
    EpochLog rests = print(new WorkerKey("ses-rests", "wrk-1"));
    EpochLog rested = print(new WorkerKey("ses-rested", "wrk-1"));
    Instant weekAgo = Instant.now().minus(Duration.ofDays(7));

    LogUpkeep.Rest rest =
        session ->
            switch (session) {
              case "ses-rested" -> Optional.of(weekAgo);
              case "ses-rests" -> Optional.of(weekAgo.plusSeconds(1_000));
              default -> Optional.empty();
            };
    try (LogUpkeep _ = upkeep(OFTEN, rest)) {
      await().until(() -> rested.bounds().base() == 10_000);
    }

    assertThat(rested.bounds()).isEqualTo(new LogBounds(1, 10_000, 10_000, false));
    assertThat(runs.bounds().base()).isZero();
    assertThat(rests.bounds().base()).isZero();
  }

  @Test
  @DisplayName("O-02 of several programs one looks after the output, and when it ends another")
  void oneAtATime() throws IOException {
    UpkeepLock first = new UpkeepLock(data);
    try (UpkeepLock second = new UpkeepLock(data)) {
      assertThat(first.isHeld()).isTrue();
      assertThat(second.isHeld()).isFalse();
      assertThat(first.isHeld()).isTrue();

      first.close();

      assertThat(second.isHeld()).isTrue();
    }
  }

  @Test
  void afterTheEndNothingIsDoneAndNobodyHurt() throws IOException {
    LogUpkeep upkeep = upkeep(OFTEN, NOBODY_RESTS);
    upkeep.close();
    upkeep.close();

    EpochLog log = print(new WorkerKey("ses-1", "wrk-1"));
    logs.close();

    assertThat(isCompressed(log)).isFalse();
    open();
  }

  @Test
  @DisplayName(
      "O-02 a session that cannot be asked about keeps its output, and others are looked at")
  void whoCannotBeAskedAboutKeepsItsOutput() throws IOException {
    EpochLog unknown = print(new WorkerKey("ses-a", "wrk-1"));
    EpochLog rested = print(new WorkerKey("ses-b", "wrk-1"));
    LogUpkeep.Rest rest =
        session -> {
          if (session.equals("ses-a")) {
            throw new IllegalStateException("the store is away");
          }
          return Optional.of(Instant.EPOCH);
        };

    try (LogUpkeep _ = upkeep(Duration.ofMillis(100), rest)) {
      await().until(() -> rested.bounds().base() == 10_000);
    }

    NumberedBytes.assertKept(unknown);
    assertThat(unknown.bounds().base()).isZero();
  }
}
