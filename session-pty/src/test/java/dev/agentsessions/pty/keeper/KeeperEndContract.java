package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static dev.agentsessions.pty.keeper.KeeperDriver.LONG;
import static dev.agentsessions.pty.keeper.KeeperDriver.SESSION;
import static dev.agentsessions.pty.keeper.KeeperDriver.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.pty.log.WorkerKey;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Keeper} tells of processes that ended, and when it forgets them. */
@Timeout(60)
interface KeeperEndContract extends KeeperUnderTest {
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
  default void nothingHappensToAnUnknownWorker() {
    driver().stop();
    driver().release();
    driver().keeper().resize(WORKER, FENCE, new TerminalSize(10, 10));

    assertThat(driver().keeper().signal(WORKER, FENCE, TerminalSignal.KILL)).isFalse();
    assertThat(driver().keeper().list(SESSION, FENCE)).isEmpty();
  }
}
