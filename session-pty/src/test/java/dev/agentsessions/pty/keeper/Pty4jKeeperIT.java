package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static dev.agentsessions.pty.keeper.KeeperDriver.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.pty.log.DiskLogs;
import dev.agentsessions.pty.log.DiskLogsConfig;
import dev.agentsessions.pty.log.WorkerKey;
import dev.agentsessions.pty.pty4j.Pty4j;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The contract speaks of programs that Linux has; nothing of what is tested here needs Linux. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class Pty4jKeeperIT implements KeeperContract {
  @TempDir Path folder;
  private KeeperDriver driver;

  @BeforeEach
  void open() throws IOException {
    Path data = folder.resolve("data");
    DiskLogs logs =
        new DiskLogs(
            new DiskLogsConfig(data, 8 << 20, Duration.ofMillis(100)),
            InstantSource.system(),
            System::nanoTime);
    KeeperConfig config =
        new KeeperConfig(data, Duration.ofMillis(400), Duration.ofMillis(200), 1 << 20);
    Path work = Files.createDirectories(folder.resolve("work"));
    driver = new KeeperDriver(new PtyKeeper(logs, config, Pty4j.load()), logs, work);
  }

  @AfterEach
  void close() {
    driver.keeper().close();
    driver.logs().close();
  }

  @Override
  public KeeperDriver driver() {
    return driver;
  }

  @Override
  public boolean findsStrays() {
    return false;
  }

  @Override
  public boolean hangUpIsIgnored() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .anyMatch(line -> line.matches("SigIgn:.*[13579bdf]"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("W-10 200 processes of pty4j leave no descriptor, thread or child")
  void cyclesLeaveNothing() throws Exception {
    KeeperCycles.leaveNothing(driver, 200);
  }

  @Test
  @DisplayName("X-05 a closed keeper on pty4j leaves no descriptor and no thread of its own")
  void closingLeavesNothing() throws Exception {
    close();
    long descriptors = KeeperCycles.descriptors();

    for (int round = 0; round < 20; round++) {
      open();
      driver.keeper().spawn(driver.spec(new WorkerKey("ses-1", "wrk-" + round), 1, "cat"), FENCE);
      close();
    }

    assertThat(KeeperCycles.descriptors()).isLessThanOrEqualTo(descriptors);
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("agent-sessions-")));
    open();
  }

  @Test
  @DisplayName("W-11 10 MB from a process on pty4j are in the log, each byte once")
  void muchOutputIsInTheLog() throws Exception {
    driver.shell("stty raw && seq 1 1400000 | head -c 10000000");

    assertThat(driver.awaitEnd().end()).isEqualTo(10_000_000);
    String printed = driver.output();
    int at = 0;
    for (int number = 1; at + 8 < printed.length(); number++) {
      assertThat(printed.startsWith(number + "\n", at)).as("%s at %s", number, at).isTrue();
      at += Integer.toString(number).length() + 1;
    }
  }

  @Test
  @DisplayName("W-05 a file that looks like a program and is none ends with 127")
  void aFileThatIsNoProgramEnds() throws Exception {
    Path file = Files.writeString(driver.directory().resolve("data"), "\u007fELF is missing");
    assertThat(file.toFile().setExecutable(true)).isTrue();

    driver.spawn("./data");

    assertThat(driver.awaitEnd().exit()).contains(new ExitStatus.Code(127));
  }

  @Test
  void aClosedKeeperStartsNothing() {
    driver.keeper().close();
    driver.keeper().close();

    assertThatThrownBy(() -> driver.spawn("true")).isInstanceOf(KeeperException.Closing.class);
    assertThat(driver.keeper().list(WORKER.session(), FENCE)).isEmpty();
  }
}
