package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static dev.agentsessions.pty.keeper.KeeperDriver.SESSION;
import static dev.agentsessions.pty.keeper.KeeperDriver.WORKER;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.pty.log.EpochLog;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How every {@link Keeper} runs processes. */
@Timeout(60)
interface KeeperSpawnContract extends KeeperUnderTest {
  @Test
  default void aProcessHasATerminal() throws Exception {
    driver().shell("test -t 0 && test -t 1 && test -t 2 && echo on a terminal > /dev/tty");

    assertThat(driver().awaitEnd().exit()).contains(new ExitStatus.Code(0));
    assertThat(driver().output()).isEqualTo("on a terminal\r\n");
  }

  @Test
  @DisplayName("W-02 a process has the environment it was given and a mark, descriptors 0 to 2")
  default void nothingIsInherited() throws Exception {
    driver()
        .keeper()
        .spawn(
            new SpawnSpec(
                WORKER,
                1,
                List.of("/usr/bin/env"),
                Map.of("ONE", "1 =\u00e9", "TWO", "", WorkerMark.VARIABLE, "forged"),
                driver().directory(),
                KeeperDriver.SIZE),
            FENCE);
    driver().awaitEnd();
    assertThat(driver().output().lines())
        .hasSize(3)
        .contains("ONE=1 =\u00c3\u00a9", "TWO=")
        .anyMatch(line -> line.matches(WorkerMark.VARIABLE + "=[^/]+/%s/%d".formatted(WORKER, 1)));

    driver().release();
    SpawnSpec files = driver().spec(WORKER, 2, "sh", "-c", "sleep 9 & ls /proc/$!/fd; kill $!");
    driver().keeper().spawn(files, FENCE);
    driver().awaitEnd();
    assertThat(driver().output().strip().split("\\s+")).containsExactly("0", "1", "2");
  }

  @Test
  default void noSignalIsBlockedOrIgnored() throws Exception {
    driver().shell("grep -E '^Sig(Blk|Ign)' /proc/self/status");

    driver().awaitEnd();

    Map<String, Long> signals =
        driver()
            .output()
            .lines()
            .map(line -> line.split(":\t"))
            .collect(toMap(line -> line[0], line -> Long.parseUnsignedLong(line[1], 16)));
    // Above 31 are two that the C library keeps for itself; no program can change them.
    assertThat(signals.get("SigBlk")).isZero();
    assertThat(signals.get("SigIgn") & 0x7fff_ffff).isEqualTo(hangUpIsIgnored() ? 1 : 0);
  }

  @Test
  default void aProcessRunsInItsDirectory() throws Exception {
    driver().spawn("pwd", "-P");

    driver().awaitEnd();

    assertThat(driver().output().strip()).isEqualTo(driver().directory().toRealPath().toString());
  }

  @Test
  default void oneWorkerHasOneRunningProcess() throws Exception {
    driver().shell("exec sleep 60");
    SpawnSpec second = driver().spec(WORKER, 2, "true");
    assertThatThrownBy(() -> driver().keeper().spawn(second, FENCE))
        .isInstanceOf(KeeperException.AlreadyThere.class);

    driver().stop();
    driver().awaitEnd();

    assertThat(driver().keeper().spawn(second, FENCE).epoch()).isEqualTo(2);
    assertThat(driver().keeper().list(SESSION, FENCE))
        .extracting(WorkerStatus::epoch)
        .containsExactly(1L, 2L);
  }

  @Test
  @DisplayName("L-01 who spawns one epoch again is told of the process there is")
  default void oneEpochIsSpawnedOnce() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<WorkerStatus> call = () -> driver().shell("echo once; exit 5");
      for (Future<WorkerStatus> spawned : callers.invokeAll(Collections.nCopies(8, call))) {
        assertThat(spawned.get().worker()).isEqualTo(WORKER);
      }
    }

    WorkerStatus ended = driver().awaitEnd();

    assertThat(driver().output()).isEqualTo("once\r\n");
    assertThat(driver().shell("echo again")).isEqualTo(ended);
  }

  @Test
  @DisplayName(
      "O-01 a new epoch ends the output of the one before, whoever still holds its terminal")
  default void aNewEpochEndsTheOneBefore() throws Exception {
    driver()
        .shell(
            "(trap '' HUP; touch started; sleep 60) & "
                + "while ! test -e started; do sleep 0.02; done");
    driver().awaitEnd();
    EpochLog former = driver().log();
    assertThat(former.bounds().open()).isTrue();

    driver().keeper().spawn(driver().spec(WORKER, 2, "echo", "two"), FENCE);

    assertThat(former.bounds().open()).isFalse();
    driver().awaitOutput("two");
  }

  @Test
  default void aReleasedWorkerStartsAnew() throws Exception {
    driver().shell("echo one");
    driver().awaitEnd();
    driver().release();

    driver().keeper().spawn(driver().spec(WORKER, 2, "echo", "two"), FENCE);
    driver().awaitEnd();

    assertThat(driver().output()).isEqualTo("two\r\n");
    assertThat(driver().status().epoch()).isEqualTo(2);
  }
}
