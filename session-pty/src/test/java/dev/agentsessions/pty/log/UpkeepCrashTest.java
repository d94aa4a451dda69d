package dev.agentsessions.pty.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.testkit.InMemoryFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends upkeep between any two operations on the disk and looks at what the next program finds. */
class UpkeepCrashTest {
  private static final WorkerKey WORKER = new WorkerKey("ses-1", "wrk-1");
  private static final int LENGTH = 5_000;

  @TempDir(factory = InMemoryFolders.class)
  Path data;

  /** Two closed epochs, as they were written. */
  private final TreeMap<Path, byte[]> written = new TreeMap<>();

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private interface Task {
    void run(WorkerUpkeep upkeep) throws IOException;
  }

  @BeforeEach
  void write() throws IOException {
    try (DiskLogs logs = open()) {
      for (long epoch = 1; epoch <= 2; epoch++) {
        try (EpochWriter writer = logs.append(WORKER, epoch)) {
          NumberedBytes.append(writer, LENGTH, 100);
        }
      }
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        written.put(file, Files.readAllBytes(file));
      }
    }
  }

  private DiskLogs open() {
    return new DiskLogs(
        new DiskLogsConfig(data, 1_000, Duration.ofMillis(1)), InstantSource.system(), () -> 0);
  }

  private static WorkerUpkeep upkeep(DiskLogs logs, long maxBytes, Runnable before) {
    var config = new UpkeepConfig(maxBytes, Duration.ofDays(7), Duration.ZERO, Duration.ofHours(1));
    return new WorkerUpkeep(logs, config, InstantSource.system(), new DiskChanges(before));
  }

  @Test
  @DisplayName("O-02 a program that dies while it compresses loses and doubles no byte")
  void deathWhileCompressing() throws IOException {
    endAnywhere(
        1 << 20,
        upkeep -> upkeep.pass(WORKER),
        logs -> {
          assertThat(base(logs, 1)).isZero();
          assertThat(base(logs, 2)).isZero();
        });
  }

  @Test
  @DisplayName("O-02 a program that dies while it trims leaves the end of the output, whole")
  void deathWhileTrimming() throws IOException {
    endAnywhere(3_000, upkeep -> upkeep.pass(WORKER), logs -> {});
  }

  @Test
  @DisplayName("O-02 a program that dies while it trims all output keeps its offsets taken")
  void deathWhileTrimmingAll() throws IOException {
    endAnywhere(1 << 20, upkeep -> upkeep.trimAll(WORKER, 2), logs -> {});
  }

  private interface Check {
    void run(DiskLogs logs) throws IOException;
  }

  private void endAnywhere(long maxBytes, Task task, Check check) throws IOException {
    boolean killed = true;
    for (int operations = 0; killed; operations++) {
      restore();
      killed = runs(operations, maxBytes, task);

      try (DiskLogs logs = open()) {
        assertWhole(logs);
        check.run(logs);
      }
      assertGoesOn(maxBytes, task);
    }
  }

  /** Whether it was killed before it was done. */
  private boolean runs(int operations, long maxBytes, Task task) throws IOException {
    AtomicInteger left = new AtomicInteger(operations);
    try (DiskLogs logs = open()) {
      task.run(
          upkeep(
              logs,
              maxBytes,
              () -> {
                if (left.getAndDecrement() <= 0) {
                  throw new Killed();
                }
              }));
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  /** The next program appends, and its upkeep comes to the same as one that nobody killed. */
  private void assertGoesOn(long maxBytes, Task task) throws IOException {
    try (DiskLogs logs = open()) {
      try (EpochWriter writer = logs.append(WORKER, 2)) {
        assertThat(writer.log().bounds().end()).isEqualTo(LENGTH);
        NumberedBytes.append(writer, 700, 100);
      }
    }
    try (DiskLogs logs = open()) {
      task.run(upkeep(logs, maxBytes, () -> {}));
      assertThat(logs.latest(WORKER).orElseThrow().bounds().end()).isEqualTo(LENGTH + 700);
      for (EpochLog log : kept(logs)) {
        NumberedBytes.assertKept(log);
        assertThat(Stream.of(log.folder().toFile().list()))
            .allMatch(name -> name.endsWith(".logz"));
      }
    }
  }

  private static void assertWhole(DiskLogs logs) throws IOException {
    List<EpochLog> kept = kept(logs);
    for (EpochLog log : kept) {
      NumberedBytes.assertKept(log);
    }
    assertThat(kept.getLast().bounds().end()).isEqualTo(LENGTH);
    LogBounds first = kept.getFirst().bounds();
    if (kept.getLast().bounds().base() > 0 && kept.size() == 2) {
      assertThat(first.base()).as("the oldest goes first").isEqualTo(first.end());
    }
  }

  private static long base(DiskLogs logs, long epoch) throws IOException {
    return logs.epoch(WORKER, epoch).orElseThrow().bounds().base();
  }

  /** All epochs that are kept; the newest one always is. */
  private static List<EpochLog> kept(DiskLogs logs) throws IOException {
    EpochLog last = logs.epoch(WORKER, 2).orElseThrow();
    return logs.epoch(WORKER, 1).map(first -> List.of(first, last)).orElse(List.of(last));
  }

  private void restore() throws IOException {
    try (DiskLogs logs = open()) {
      logs.remove(WORKER);
    }
    for (var file : written.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.write(file.getKey(), file.getValue());
    }
  }
}
