package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static dev.agentsessions.pty.keeper.KeeperDriver.SESSION;
import static dev.agentsessions.pty.keeper.KeeperDriver.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.pty.log.WorkerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How every {@link Keeper} ends what it runs. */
@Timeout(60)
interface KeeperStopContract extends KeeperUnderTest {
  Pattern PID = Pattern.compile("pid (\\d+)\r\n");

  /** Says its number from where no HUP reaches it; the shell goes on when that is so. */
  String IN_BACKGROUND =
      "nohup sh -c 'echo pid $$ > /dev/tty; touch started; exec sleep 60' > /dev/null & "
          + "while ! test -e started; do sleep 0.02; done; ";

  @Test
  @DisplayName("L-07 an interactive shell ends by a stop, managed")
  default void anInteractiveShellIsStopped() throws Exception {
    driver().spawn("sh", "-i");

    driver().stop();

    WorkerStatus ended = driver().awaitEnd();
    assertThat(ended.managed()).isTrue();
    assertThat(ended.exit()).isPresent();
  }

  @Test
  @DisplayName(
      "L-07 a stop ends the whole tree: in the background, nohup, in sessions of their own")
  default void theWholeTreeIsStopped() throws Exception {
    driver()
        .shell(
            IN_BACKGROUND
                + "setsid sh -c 'echo pid $$; sleep 60; :' & "
                + "(trap '' HUP; sh -c 'echo pid $$; exec sleep 60') & "
                + "echo pid $$; wait");
    List<ProcessId> processes = awaitProcesses(4);

    driver().stop();

    assertThat(driver().awaitEnd().managed()).isTrue();
    assertThat(processes).noneMatch(ProcessId::isAlive);
  }

  @Test
  @DisplayName("L-07 a stop ends also who left the tree: a session of its own, and parents gone")
  default void whoLeftTheTreeIsStopped() throws Exception {
    driver()
        .shell(
            "sh -c \"setsid sh -c 'echo pid \\$\\$; exec sleep 60' & :\"; echo pid $$; exec sleep"
                + " 60");
    List<ProcessId> processes = awaitProcesses(2);

    driver().stop();

    driver().awaitEnd();
    List<ProcessId> left = processes.stream().filter(ProcessId::isAlive).toList();
    assertThat(left).hasSize(findsStrays() ? 0 : 1);
    for (ProcessId stray : left) {
      stray.signal(List.of(TerminalSignal.KILL));
    }
  }

  @Test
  @DisplayName("L-07 who ignores HUP and TERM is killed after the grace")
  default void whoIgnoresIsKilled() throws Exception {
    driver().shell("trap '' HUP TERM; echo pid $$; while :; do sleep 60; done");
    awaitProcesses(1);

    driver().stop();
    driver().stop();

    assertThat(driver().awaitEnd().exit()).contains(new ExitStatus.Signalled(9));
  }

  @Test
  @DisplayName("L-07 a process that job control holds is ended too")
  default void aHeldProcessIsStopped() throws Exception {
    driver().shell("echo pid $$; kill -STOP $$; echo went on");
    int pid = awaitProcesses(1).getFirst().pid();
    await().until(() -> isHeld(pid));

    driver().stop();

    TerminalSignal first = hangUpIsIgnored() ? TerminalSignal.TERM : TerminalSignal.HUP;
    assertThat(driver().awaitEnd().exit()).contains(new ExitStatus.Signalled(first.number()));
  }

  @Test
  @DisplayName("L-07 a stop also ends what an ended process has left behind")
  default void leftoversAreStopped() throws Exception {
    driver().shell(IN_BACKGROUND + "echo pid $$");
    ProcessId left = leftBehind();

    driver().stop();

    WorkerStatus ended = driver().awaitEnd();
    assertThat(left.isAlive()).isFalse();
    assertThat(ended.managed()).as("it had ended by itself").isFalse();
  }

  @Test
  @DisplayName("L-07 a release ends what an ended process has left behind")
  default void leftoversAreReleased() throws Exception {
    driver().shell(IN_BACKGROUND + "echo pid $$");
    ProcessId left = leftBehind();

    driver().release();

    await().until(() -> !left.isAlive());
    driver().keeper().spawn(driver().spec(WORKER, 2, "true"), FENCE);
    driver().awaitEnd();
  }

  @Test
  @DisplayName("L-07 all are stopped, and how they ended is kept, but nothing starts any more")
  default void allAreStopped() throws Exception {
    WorkerKey other = new WorkerKey("ses-2", "wrk-2");
    // sleeps on: what it waits for is killed a moment before it
    driver()
        .shell("trap '' HUP TERM; sh -c 'echo pid $$; sleep 60; :' & echo pid $$; wait; sleep 60");
    driver().keeper().spawn(driver().spec(other, 1, "sleep", "60"), FENCE);
    List<ProcessId> processes = awaitProcesses(2);

    driver().keeper().stopAll();
    driver().keeper().stopAll();

    assertThat(processes).noneMatch(ProcessId::isAlive);
    assertThat(driver().status().exit()).contains(new ExitStatus.Signalled(9));
    assertThat(driver().status().managed()).isTrue();
    assertThat(driver().keeper().list("ses-2", FENCE))
        .singleElement()
        .matches(worker -> worker.isOver() && worker.managed());
    assertThatThrownBy(() -> driver().keeper().spawn(driver().spec(other, 2, "true"), FENCE))
        .isInstanceOf(KeeperException.Closing.class);
    driver().release();
    assertThat(driver().keeper().list(SESSION, FENCE)).isEmpty();
  }

  @Test
  @DisplayName("X-05 closing ends every process")
  default void closingEndsEverything() throws Exception {
    driver().shell("trap '' HUP TERM; sh -c 'echo pid $$; sleep 60; :' & echo pid $$; wait");
    List<ProcessId> processes = awaitProcesses(2);

    driver().keeper().close();

    assertThat(processes).noneMatch(ProcessId::isAlive);
  }

  /** Waits until the main process has ended, which leaves one behind. */
  private ProcessId leftBehind() throws Exception {
    List<ProcessId> processes = awaitProcesses(2);
    driver().awaitEnd();
    List<ProcessId> left = processes.stream().filter(ProcessId::isAlive).toList();
    assertThat(left).hasSize(1);
    return left.getFirst();
  }

  /** Waits until as many processes have said their number; those that are still there. */
  private List<ProcessId> awaitProcesses(int count) {
    await()
        .untilAsserted(
            () ->
                assertThat(PID.matcher(driver().output()).results().count())
                    .as("%s", driver().output())
                    .isEqualTo(count));
    try {
      return PID.matcher(driver().output())
          .results()
          .flatMap(found -> ProcessStat.of(Integer.parseInt(found.group(1))).stream())
          .map(ProcessStat::id)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isHeld(int pid) throws IOException {
    return Files.readString(Path.of("/proc", Integer.toString(pid), "stat")).contains(") T ");
  }
}
