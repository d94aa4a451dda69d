package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static dev.agentsessions.pty.keeper.KeeperDriver.LONG;
import static dev.agentsessions.pty.keeper.KeeperDriver.SESSION;
import static dev.agentsessions.pty.keeper.KeeperDriver.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.pty.log.DiskLogs;
import dev.agentsessions.pty.log.DiskLogsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the processes of keepers that were killed. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class OrphansIT {
  /** Outlives its keeper, but not a TERM. */
  private static final String NOHUP = "nohup sh -c 'echo $$ > one; exec sleep 600' > nohup & ";

  /** Outlives its keeper and a TERM, in a session of its own. */
  private static final String STUBBORN =
      "setsid sh -c 'trap \"\" HUP TERM; echo $$ > two; exec sleep 600' & ";

  @TempDir Path data;
  private final List<KeeperDriver> opened = new ArrayList<>();

  @AfterEach
  void close() {
    for (KeeperDriver driver : opened) {
      driver.keeper().close();
      driver.logs().close();
    }
  }

  /** A keeper of this program. */
  private Keeper open(Path directory, Duration grace) throws IOException {
    DiskLogs logs =
        new DiskLogs(DiskLogsConfig.at(directory), InstantSource.system(), System::nanoTime);
    Keeper keeper = new PtyKeeper(logs, new KeeperConfig(directory, grace, grace, 1 << 20));
    opened.add(new KeeperDriver(keeper, logs, directory));
    return keeper;
  }

  private Keeper open() throws IOException {
    return open(data, Duration.ofMillis(300));
  }

  /** The process that wrote its number into a file. */
  private ProcessId awaitProcess(Path file) {
    return await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(
            () ->
                ProcessStat.of(Integer.parseInt(Files.readString(file).strip())).orElseThrow().id(),
            found -> true);
  }

  @Test
  @DisplayName("L-09 what a killed keeper leaves is ended: by HUP and TERM, or else by KILL")
  void orphansAreEnded() throws Exception {
    ProcessId nohup;
    ProcessId stubborn;
    try (KeeperProgram killed =
        KeeperProgram.start(data, Map.of(), NOHUP + STUBBORN + "exec sleep 600")) {
      nohup = awaitProcess(data.resolve("one"));
      stubborn = awaitProcess(data.resolve("two"));
      killed.kill();
    }
    assertThat(nohup.isAlive()).isTrue();
    assertThat(stubborn.isAlive()).isTrue();

    Keeper next = open();

    await().atMost(LONG).until(() -> !nohup.isAlive() && !stubborn.isAlive());
    await().atMost(LONG).until(() -> next.list(SESSION, FENCE).isEmpty());
    await().atMost(LONG).until(() -> KeeperProgram.keepers(data).size() == 1);
  }

  @Test
  @DisplayName("L-09 an orphan is seen as running until it has ended; nothing starts in its place")
  void anOrphanIsSeen() throws Exception {
    ProcessId stubborn;
    try (KeeperProgram killed = KeeperProgram.start(data, Map.of(), STUBBORN + "exec sleep 600")) {
      stubborn = awaitProcess(data.resolve("two"));
      killed.kill();
    }
    Keeper next = open(data, Duration.ofHours(1));
    KeeperDriver driver = opened.getFirst();

    WorkerStatus seen = driver.status();

    assertThat(seen.worker()).isEqualTo(WORKER);
    assertThat(seen.epoch()).isEqualTo(1);
    assertThat(seen.isOver()).isFalse();
    assertThatThrownBy(() -> next.spawn(driver.spec(WORKER, 2, "true"), FENCE))
        .isInstanceOf(KeeperException.AlreadyThere.class);
    assertThatThrownBy(() -> driver.type("x")).isInstanceOf(KeeperException.NotRunning.class);
    Ends before = next.ends(0, Duration.ZERO);

    ProcessHandle.of(stubborn.pid()).ifPresent(ProcessHandle::destroyForcibly);

    assertThat(next.ends(before.latest(), LONG).sessions()).containsExactly(SESSION);
    assertThat(next.list(SESSION, FENCE)).isEmpty();
    assertThat(next.spawn(driver.spec(WORKER, 2, "true"), FENCE).epoch()).isEqualTo(2);
  }

  @Test
  @DisplayName("L-09 the processes of a keeper that lives are its own, however often one looks")
  void whatALivingKeeperKeepsIsNotTouched() throws Exception {
    try (KeeperProgram living = KeeperProgram.start(data, Map.of(), NOHUP + "exec sleep 600")) {
      ProcessId nohup = awaitProcess(data.resolve("one"));

      Keeper other = open();
      other.list(SESSION, FENCE);
      other.list(SESSION, FENCE + 1);
      other.close();

      assertThat(living.isAlive()).isTrue();
      assertThat(nohup.isAlive()).isTrue();
      living.kill();
      open();
      await().atMost(LONG).until(() -> !nohup.isAlive());
    }
  }

  @Test
  @DisplayName("L-09 who takes a session over ends what its owner's keeper left, if that is dead")
  void whoTakesOverEndsOrphans() throws Exception {
    Keeper other = open();
    ProcessId nohup;
    try (KeeperProgram killed = KeeperProgram.start(data, Map.of(), NOHUP + "exec sleep 600")) {
      nohup = awaitProcess(data.resolve("one"));
      killed.kill();
    }

    assertThat(other.list(SESSION, FENCE)).as("seen at once").hasSize(1);

    await().atMost(LONG).until(() -> !nohup.isAlive());
    await().atMost(LONG).until(() -> other.list(SESSION, FENCE).isEmpty());
  }

  @Test
  @DisplayName("L-09 whoever begins with a copy of a data directory ends nothing of the original")
  void aCopyEndsNothing(@TempDir Path copy) throws Exception {
    try (KeeperProgram living = KeeperProgram.start(data, Map.of(), NOHUP + "exec sleep 600")) {
      ProcessId nohup = awaitProcess(data.resolve("one"));
      Files.createDirectory(copy.resolve("keepers"));
      for (String keeper : KeeperProgram.keepers(data)) {
        Path entry = Path.of("keepers", keeper);
        Files.copy(data.resolve(entry), copy.resolve(entry), StandardCopyOption.COPY_ATTRIBUTES);
      }

      open(copy, Duration.ZERO).close();

      assertThat(nohup.isAlive()).isTrue();
      assertThat(living.isAlive()).isTrue();
    } finally {
      open();
    }
  }

  @Test
  @DisplayName("L-09 a host inside a session's terminal is that session's, its own workers are not")
  void aHostInsideASessionKeepsItsWorkers(@TempDir Path inner) throws Exception {
    String nested =
        "nohup '" + String.join("' '", KeeperProgram.command(inner, STUBBORN_INSIDE)) + "' & ";
    ProcessId stubborn;
    try (KeeperProgram outer = KeeperProgram.start(data, Map.of(), nested + "exec sleep 600")) {
      stubborn = awaitProcess(inner.resolve("two"));
      outer.kill();
    }

    open();
    await().atMost(LONG).until(() -> KeeperProgram.keepers(data).size() == 1);
    assertThat(stubborn.isAlive()).isTrue();

    open(inner, Duration.ofMillis(300));
    await().atMost(LONG).until(() -> !stubborn.isAlive());
    await().atMost(LONG).until(() -> KeeperProgram.keepers(inner).size() == 1);
  }

  /** Without quotes of its own. */
  private static final String STUBBORN_INSIDE =
      "trap : HUP TERM; echo $$ > two; while :; do sleep 600; done";

  @Test
  @DisplayName("L-09 a host that was started in a terminal of the one before does not end itself")
  void aHostDoesNotEndItself() throws Exception {
    String dead;
    try (KeeperProgram killed = KeeperProgram.start(data, Map.of())) {
      dead = KeeperProgram.keepers(data).getFirst();
      killed.kill();
    }
    Map<String, String> marked = new WorkerMark(dead, WORKER, 1).addedTo(Map.of());

    try (KeeperProgram next = KeeperProgram.start(data, marked)) {
      await().atMost(LONG).until(() -> !KeeperProgram.keepers(data).contains(dead));
      assertThat(next.isAlive()).isTrue();
    }
  }

  @Test
  @DisplayName("L-09 a folder that cannot be read does not keep a keeper from starting")
  void whatFailsIsNoObstacle() throws Exception {
    Files.createDirectories(data.resolve("keepers/a-directory/in-the-way"));

    Keeper keeper = open();

    assertThat(keeper.list(SESSION, FENCE)).isEmpty();
  }
}
