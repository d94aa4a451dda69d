package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static dev.agentsessions.pty.keeper.KeeperDriver.LONG;
import static dev.agentsessions.pty.keeper.KeeperDriver.SESSION;
import static dev.agentsessions.pty.keeper.KeeperDriver.WORKER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.pty.log.EpochLog;
import dev.agentsessions.pty.log.WorkerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Keeper} does, with real programs of a Linux system. */
@Timeout(60)
interface KeeperContract {
  /** Of a keeper that nobody has used. */
  KeeperDriver driver();

  @Test
  default void aProcessHasATerminal() throws Exception {
    driver().shell("test -t 0 && test -t 1 && test -t 2 && echo on a terminal > /dev/tty");

    assertThat(driver().awaitEnd().exit()).contains(new ExitStatus.Code(0));
    assertThat(driver().output()).isEqualTo("on a terminal\r\n");
  }

  @Test
  @DisplayName("W-02 a process has the environment it was given, descriptors 0 to 2, nothing else")
  default void nothingIsInherited() throws Exception {
    driver()
        .keeper()
        .spawn(
            new SpawnSpec(
                WORKER,
                1,
                List.of("/usr/bin/env"),
                Map.of("ONE", "1 =\u00e9", "TWO", ""),
                driver().directory(),
                KeeperDriver.SIZE),
            FENCE);
    driver().awaitEnd();
    assertThat(driver().output().lines()).containsExactlyInAnyOrder("ONE=1 =\u00c3\u00a9", "TWO=");

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

    assertThat(driver().output())
        .contains("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000");
  }

  @Test
  default void aProcessRunsInItsDirectory() throws Exception {
    driver().spawn("pwd", "-P");

    driver().awaitEnd();

    assertThat(driver().output().strip()).isEqualTo(driver().directory().toRealPath().toString());
  }

  @Test
  @DisplayName("W-11 bytes pass unchanged both ways: NUL, invalid UTF-8, everything")
  default void bytesPassUnchanged() throws Exception {
    byte[] all = new byte[1_024];
    for (int index = 0; index < all.length; index++) {
      all[index] = (byte) index;
    }
    driver().shell("stty raw -echo && echo ready && exec head -c 1024");
    driver().awaitOutput("ready\n");

    driver().keeper().input(WORKER, FENCE, Keeper.UNNUMBERED, all);

    driver().awaitEnd();
    assertThat(driver().output()).isEqualTo("ready\n" + new String(all, ISO_8859_1));
  }

  @Test
  @DisplayName("W-06 input keeps its order")
  default void inputKeepsItsOrder() throws Exception {
    driver().shell("stty raw -echo && echo ready && exec head -c 200000");
    driver().awaitOutput("ready\n");
    StringBuilder typed = new StringBuilder();

    for (int number = 10_000; typed.length() < 200_000; number++) {
      String next = number + "x".repeat(number % 300) + "\n";
      driver().type(next);
      typed.append(next);
    }

    driver().awaitEnd();
    assertThat(driver().output()).isEqualTo("ready\n" + typed.substring(0, 200_000));
  }

  @Test
  @DisplayName("W-06 input that a process does not read is bounded, and what was taken arrives")
  default void inputIsBounded() throws Exception {
    driver()
        .shell("stty raw -echo && echo ready && while ! test -e go; do sleep 0.02; done; exec cat");
    driver().awaitOutput("ready\n");
    String piece = "0123456789abcde\n".repeat(4_096);
    StringBuilder taken = new StringBuilder();

    assertThatThrownBy(
            () -> {
              while (taken.length() < 1 << 24) {
                driver().type(piece);
                taken.append(piece);
              }
            })
        .isInstanceOf(KeeperException.InputFull.class)
        .hasMessageContaining("does not read");

    Files.createFile(driver().directory().resolve("go"));
    assertThat(driver().awaitOutput("ready\n" + taken))
        .hasSize("ready\n".length() + taken.length());
  }

  @Test
  @DisplayName("A-04 input with an id is typed once, however often it is sent")
  default void numberedInputIsTypedOnce() throws Exception {
    driver().shell("stty raw -echo && echo ready && exec head -c 5");
    driver().awaitOutput("ready\n");

    for (String typed : List.of("1a", "1b", "3c", "2d", "3e", "0f", "0g", "4h")) {
      byte[] letter = typed.substring(1).getBytes(UTF_8);
      driver().keeper().input(WORKER, FENCE, Long.parseLong(typed.substring(0, 1)), letter);
    }

    driver().awaitEnd();
    assertThat(driver().output()).isEqualTo("ready\nacfgh");
  }

  @Test
  @DisplayName("W-06 input is refused when no process takes it")
  default void inputWithoutAProcessIsRefused() throws Exception {
    assertThatThrownBy(() -> driver().type("x")).isInstanceOf(KeeperException.NotRunning.class);
    driver().spawn("true");
    driver().awaitEnd();
    assertThatThrownBy(() -> driver().type("x")).isInstanceOf(KeeperException.NotRunning.class);
  }

  @Test
  @DisplayName("W-06 a resized terminal tells its process, which sees the new size")
  default void aProcessSeesItsSize() throws Exception {
    driver()
        .shell("stty size; trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.02; done");
    driver().awaitOutput("ready\r\n");

    driver().keeper().resize(WORKER, FENCE, new TerminalSize(1_000, 1));

    assertThat(driver().awaitEnd().size()).isEqualTo(new TerminalSize(1_000, 1));
    assertThat(driver().output()).isEqualTo("30 120\r\nready\r\n1 1000\r\n");
  }

  @Test
  @DisplayName("W-06 a size out of 1..1000 is no size")
  default void impossibleSizesAreRefused() {
    for (int side : List.of(0, -1, 1_001)) {
      assertThatThrownBy(() -> new TerminalSize(side, 30))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new TerminalSize(120, side))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @DisplayName("W-09 an exit code is told when all output is there, and kept until it is released")
  default void anExitCodeIsKept() throws Exception {
    driver().shell("echo last words; exit 42");

    WorkerStatus ended = driver().awaitEnd();

    assertThat(ended.exit()).contains(new ExitStatus.Code(42));
    assertThat(ended.managed()).isFalse();
    assertThat(ended.end()).isEqualTo("last words\r\n".length());
    assertThat(driver().status()).isEqualTo(ended);
    driver().release();
    driver().release();
    assertThat(driver().keeper().list(SESSION, FENCE)).isEmpty();
  }

  @Test
  @DisplayName("W-09 a process that a signal ended says which")
  default void anEndBySignalIsTold() throws Exception {
    driver().shell("kill -SEGV $$");

    assertThat(driver().awaitEnd().exit()).contains(new ExitStatus.Signalled(11));
  }

  @Test
  @DisplayName(
      "W-09 who holds the terminal in the background neither delays an exit nor loses output")
  default void aBackgroundProcessDelaysNothing() throws Exception {
    driver()
        .shell(
            "(trap '' HUP; touch started; while ! test -e go; do sleep 0.02; done; echo later) & "
                + "while ! test -e started; do sleep 0.02; done; echo now; exit 3");

    assertThat(driver().awaitEnd().exit()).contains(new ExitStatus.Code(3));
    assertThat(driver().output()).isEqualTo("now\r\n");
    assertThat(driver().log().bounds().open()).isTrue();

    Files.createFile(driver().directory().resolve("go"));
    assertThat(driver().log().awaitMore("now\r\n".length(), LONG)).isTrue();
    assertThat(driver().output()).isEqualTo("now\r\nlater\r\n");
  }

  @Test
  @DisplayName("W-05 a program that does not exist leaves a readable line and exit code 127")
  default void aMissingProgramIsTold() throws Exception {
    driver().spawn("no-such-program", "--help");

    assertNotRun(127, "agent-sessions: cannot run no-such-program: No such file or directory");
  }

  @Test
  @DisplayName("W-05 a file that is no program leaves a readable line and exit code 126")
  default void aFileThatIsNoProgramIsTold() throws Exception {
    Files.writeString(driver().directory().resolve("data"), "x");
    driver().spawn("./data");

    assertNotRun(126, "agent-sessions: cannot run ./data: Permission denied");
  }

  @Test
  @DisplayName("W-05 a directory that does not exist leaves a readable line")
  default void aMissingDirectoryIsTold() throws Exception {
    Path missing = driver().directory().resolve("missing");
    driver()
        .keeper()
        .spawn(
            new SpawnSpec(WORKER, 1, List.of("true"), Map.of(), missing, KeeperDriver.SIZE), FENCE);

    assertNotRun(127, "agent-sessions: cannot enter " + missing + ": No such file or directory");
  }

  private void assertNotRun(int code, String message) throws IOException {
    assertThat(driver().status().exit()).contains(new ExitStatus.NotRun(code, message));
    assertThat(driver().output()).isEqualTo(message + "\r\n");
    assertThat(driver().log().bounds().open()).isFalse();
    driver().release();
    assertThat(driver().keeper().list(SESSION, FENCE)).isEmpty();
  }

  @Test
  default void controlCharactersInAProgramsNameDoNotReachTheViewer() throws Exception {
    driver().spawn("\u001b[2Jx\r\n");

    assertThat(driver().output()).startsWith("agent-sessions: cannot run ?[2Jx??: ");
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
  default void whatCannotBePassedToAProgramIsNotRun() throws Exception {
    driver().spawn("echo", "a\0b");

    assertNotRun(126, "agent-sessions: cannot run echo: Invalid argument");
  }

  @Test
  default void endsAreTold() throws Exception {
    Keeper keeper = driver().keeper();
    assertThat(keeper.ends(0, Duration.ofMillis(5))).isEqualTo(new Ends(0, Set.of()));

    driver().spawn("true");
    Ends first = keeper.ends(0, LONG);
    assertThat(first.sessions()).containsExactly(SESSION);

    driver().keeper().spawn(driver().spec(new WorkerKey("ses-2", "wrk-2"), 1, "none"), FENCE);
    Ends second = keeper.ends(first.latest(), LONG);
    assertThat(second.sessions()).contains("ses-2");
    assertThat(keeper.ends(second.latest(), Duration.ofMillis(5)).sessions()).isEmpty();
    assertThat(keeper.ends(0, LONG).sessions()).containsExactlyInAnyOrder(SESSION, "ses-2");
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

  @Test
  default void aRunningWorkerIsNotReleased() {
    driver().shell("exec sleep 60");

    driver().release();

    assertThat(driver().status().exit()).isEmpty();
  }

  @Test
  default void anotherEpochIsNotReleased() throws Exception {
    driver().spawn("true");
    driver().awaitEnd();

    driver().keeper().release(WORKER, FENCE, 2);

    assertThat(driver().status().exit()).isPresent();
  }

  @Test
  default void workersAreListedBySession() {
    WorkerKey other = new WorkerKey("ses-2", "wrk-9");
    driver().shell("exec sleep 60");
    driver().keeper().spawn(driver().spec(other, 1, "sleep", "60"), FENCE);

    assertThat(driver().keeper().list(SESSION, FENCE))
        .extracting(WorkerStatus::worker)
        .containsExactly(WORKER);
    assertThat(driver().keeper().list("ses-2", FENCE))
        .extracting(WorkerStatus::worker)
        .containsExactly(other);
    assertThat(driver().keeper().list("ses-3", FENCE)).isEmpty();
  }

  @Test
  @DisplayName("L-02 whoever has seen a higher fence obeys a lower one in nothing")
  default void aStaleOwnerIsRefused() throws Exception {
    driver().shell("stty -echo; echo ready; read line; echo got $line");
    driver().awaitOutput("ready\r\n");
    Keeper keeper = driver().keeper();
    keeper.list(SESSION, FENCE + 1);

    List<Runnable> calls =
        List.of(
            () -> keeper.spawn(driver().spec(new WorkerKey(SESSION, "wrk-2"), 1, "true"), FENCE),
            () -> keeper.input(WORKER, FENCE, Keeper.UNNUMBERED, new byte[] {'x', '\n'}),
            () -> keeper.resize(WORKER, FENCE, new TerminalSize(10, 10)),
            () -> keeper.signal(WORKER, FENCE, TerminalSignal.KILL),
            () -> keeper.stop(WORKER, FENCE),
            () -> keeper.list(SESSION, FENCE),
            () -> keeper.release(WORKER, FENCE, 1));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              KeeperException.StaleFence.class,
              stale -> assertThat(stale.highest()).isEqualTo(FENCE + 1));
    }

    keeper.input(WORKER, FENCE + 1, Keeper.UNNUMBERED, new byte[] {'y', '\n'});
    driver().awaitOutput("got y\r\n");
    assertThat(keeper.list(SESSION, FENCE + 1))
        .singleElement()
        .matches(worker -> !worker.managed());
  }

  @Test
  default void aFenceIsOfOneSession() {
    driver().keeper().list("ses-2", FENCE + 1);

    driver().spawn("true");

    assertThat(driver().status().worker()).isEqualTo(WORKER);
  }

  @Test
  default void aSignalReachesTheForeground() throws Exception {
    driver().shell("echo ready; exec sleep 60");
    driver().awaitOutput("ready\r\n");

    assertThat(driver().keeper().signal(WORKER, FENCE, TerminalSignal.INT)).isTrue();

    assertThat(driver().awaitEnd().exit()).contains(new ExitStatus.Signalled(2));
    assertThat(driver().keeper().signal(WORKER, FENCE, TerminalSignal.INT)).isFalse();
  }

  @Test
  default void whoWatchesSeesOutputAndEnd() throws Exception {
    driver().shell("stty -echo; echo ready; read line; echo $line");
    driver().awaitOutput("ready\r\n");
    WorkerStatus seen = driver().status();
    assertThat(driver().keeper().watch(seen, Duration.ofMillis(20))).isEqualTo(seen);

    driver().type("hello\n");

    assertThat(driver().keeper().watch(seen, LONG)).isNotEqualTo(seen);
    assertThat(driver().awaitEnd().end()).isEqualTo("ready\r\nhello\r\n".length());
  }

  @Test
  default void whoWatchesSeesARelease() throws Exception {
    driver().spawn("true");
    WorkerStatus ended = driver().awaitEnd();
    Thread releasing = Thread.startVirtualThread(() -> driver().release());

    assertThatThrownBy(() -> driver().keeper().watch(ended, LONG))
        .isInstanceOf(KeeperException.NotRunning.class);
    releasing.join();
  }

  @Test
  default void nothingHappensToAnUnknownWorker() {
    driver().stop();
    driver().release();
    driver().keeper().resize(WORKER, FENCE, new TerminalSize(10, 10));

    assertThat(driver().keeper().signal(WORKER, FENCE, TerminalSignal.KILL)).isFalse();
    assertThat(driver().keeper().list(SESSION, FENCE)).isEmpty();
  }
}
