package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static dev.agentsessions.pty.keeper.KeeperDriver.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.pty.log.DiskLogs;
import dev.agentsessions.pty.log.DiskLogsConfig;
import dev.agentsessions.pty.log.EpochLog;
import dev.agentsessions.pty.log.WorkerKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class PtyKeeperIT implements KeeperContract {
  @TempDir Path folder;
  private KeeperDriver driver;

  @BeforeEach
  void open() throws IOException {
    driver = open(8 << 20);
  }

  @AfterEach
  void close() {
    close(driver);
  }

  private KeeperDriver open(int segmentBytes) throws IOException {
    return open(segmentBytes, Duration.ofMillis(400));
  }

  private KeeperDriver open(int segmentBytes, Duration grace) throws IOException {
    DiskLogs logs =
        new DiskLogs(
            new DiskLogsConfig(folder.resolve("data"), segmentBytes, Duration.ofMillis(100)),
            InstantSource.system(),
            System::nanoTime);
    KeeperConfig config =
        new KeeperConfig(folder.resolve("data"), grace, Duration.ofMillis(200), 1 << 20);
    Path work = Files.createDirectories(folder.resolve("work"));
    return new KeeperDriver(new PtyKeeper(logs, config), logs, work);
  }

  private static void close(KeeperDriver driver) {
    driver.keeper().close();
    driver.logs().close();
  }

  @Override
  public KeeperDriver driver() {
    return driver;
  }

  @Test
  @DisplayName("W-11 50 MB from a process are in the log, each byte once")
  void muchOutputIsInTheLog() throws Exception {
    Path file = driver.directory().resolve("data");
    MessageDigest written = MessageDigest.getInstance("SHA-256");
    byte[] block = new byte[1 << 20];
    Random random = new Random(6);
    try (var out = Files.newOutputStream(file)) {
      for (int megabyte = 0; megabyte < 50; megabyte++) {
        random.nextBytes(block);
        written.update(block);
        out.write(block);
      }
    }

    driver.shell("stty raw && head -c 52428800 data | tr 'a' 'a'");

    assertThat(driver.awaitEnd().end()).isEqualTo(50 << 20);
    assertThat(sha256(driver.log())).isEqualTo(written.digest());
  }

  private static byte[] sha256(EpochLog log) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    ByteBuffer into = ByteBuffer.allocate(1 << 20);
    long at = 0;
    while (at < log.bounds().end()) {
      at += log.read(at, into.clear());
      digest.update(into.flip());
    }
    return digest.digest();
  }

  @Test
  @DisplayName("W-10 500 processes leave no descriptor, thread or child")
  void cyclesLeaveNothing() throws Exception {
    KeeperCycles.leaveNothing(driver, 500);
  }

  @Test
  @Tag("long")
  @Timeout(900)
  @DisplayName("W-10 10,000 processes leave no descriptor, thread or child")
  void manyCyclesLeaveNothing() throws Exception {
    KeeperCycles.leaveNothing(driver, 10_000);
  }

  @Test
  @DisplayName("X-05 a closed keeper leaves no descriptor and no thread of its own")
  void closingLeavesNothing() throws Exception {
    close(driver);
    long descriptors = KeeperCycles.descriptors();

    for (int round = 0; round < 20; round++) {
      driver = open(8 << 20);
      driver.keeper().spawn(driver.spec(new WorkerKey("ses-1", "wrk-" + round), 1, "cat"), FENCE);
      close(driver);
    }

    assertThat(KeeperCycles.descriptors()).isLessThanOrEqualTo(descriptors);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("agent-sessions-"));
    driver = open(8 << 20);
  }

  @Test
  @DisplayName("O-02 a disk that takes no more loses nothing: the process waits until it does")
  void aFullDiskLosesNothing() throws Exception {
    close(driver);
    driver = open(1);
    driver.shell("stty -echo; echo ready; read x; head -c 300000 /dev/zero | tr '\\0' x; echo end");
    driver.awaitOutput("ready\r\n");
    Path epoch = folder.resolve("data/output/ses-1/wrk-1/1");
    Path away = folder.resolve("away");

    AtomicInteger complaints = new AtomicInteger();
    Logger log = Logger.getLogger(TerminalOutput.class.getName());
    log.setFilter(complaint -> complaints.incrementAndGet() < 0);

    // Every append begins a segment here, and now there is no folder to begin it in.
    Files.move(epoch, away);
    driver.type("\n");
    await().until(() -> complaints.get() > 0);
    Files.move(away, epoch);

    driver.awaitEnd();
    log.setFilter(null);
    assertThat(driver.output()).isEqualTo("ready\r\n" + "x".repeat(300_000) + "end\r\n");
    assertThat(complaints).as("complaints about one stall").hasValue(1);
  }

  @Test
  @DisplayName("L-07 a keeper that closes does not wait for those who are being stopped already")
  void whoIsBeingStoppedIsHurried() throws Exception {
    close(driver);
    driver = open(8 << 20, Duration.ofHours(1));
    driver.shell("trap '' HUP TERM; echo ready; while :; do sleep 60; done");
    driver.awaitOutput("ready");
    driver.stop();

    driver.keeper().stopAll();

    assertThat(driver.status().exit()).contains(new ExitStatus.Signalled(9));
  }

  @Test
  void aClosedKeeperStartsNothing() {
    driver.keeper().close();
    driver.keeper().close();

    assertThatThrownBy(() -> driver.spawn("true")).isInstanceOf(KeeperException.Closing.class);
  }

  @Test
  void anEarlierEpochIsNotStarted() throws Exception {
    driver.keeper().spawn(driver.spec(WORKER, 2, "true"), FENCE);
    driver.awaitEnd();
    driver.keeper().release(WORKER, FENCE, 2);

    assertThatThrownBy(() -> driver.spawn("true")).isInstanceOf(IllegalArgumentException.class);
    driver.keeper().spawn(driver.spec(WORKER, 3, "true"), FENCE);
    driver.awaitEnd();
  }
}
