package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static dev.agentsessions.pty.keeper.KeeperDriver.SESSION;
import static dev.agentsessions.pty.keeper.KeeperDriver.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Keeper} tells of programs that cannot be run. */
@Timeout(60)
interface KeeperNotRunContract extends KeeperUnderTest {
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

  @Test
  @DisplayName("W-05 a directory that is none leaves a readable line and exit code 126")
  default void aFileInPlaceOfADirectoryIsTold() throws Exception {
    Path file = Files.createFile(driver().directory().resolve("file"));
    driver()
        .keeper()
        .spawn(new SpawnSpec(WORKER, 1, List.of("true"), Map.of(), file, KeeperDriver.SIZE), FENCE);

    assertNotRun(126, "agent-sessions: cannot enter " + file + ": Not a directory");
  }

  @Test
  @DisplayName("W-05 a shell that finds no command says so before its exit code 127 is told")
  default void aShellThatFindsNoCommandIsHeard() throws Exception {
    driver().shell("exec no-such-command");

    assertThat(driver().awaitEnd().exit()).contains(new ExitStatus.Code(127));
    assertThat(driver().output()).contains("no-such-command").doesNotContain("agent-sessions");
  }

  @Test
  @DisplayName("W-05 exit code 127 in silence leaves a readable line")
  default void silenceIsExplained() throws Exception {
    driver().shell("exit 127");

    WorkerStatus ended = driver().awaitEnd();

    String line = "agent-sessions: sh ended with exit code 127: command not found\r\n";
    assertThat(ended.exit()).contains(new ExitStatus.Code(127));
    assertThat(ended.end()).isEqualTo(line.length());
    assertThat(driver().output()).isEqualTo(line);
  }

  @Test
  default void whatCannotBePassedToAProgramIsNotRun() throws Exception {
    driver().spawn("echo", "a\0b");

    assertNotRun(126, "agent-sessions: cannot run echo: Invalid argument");
  }

  @Test
  default void controlCharactersInAProgramsNameDoNotReachTheViewer() throws Exception {
    driver().spawn("\u001b[2Jx\r\n");

    assertThat(driver().output()).startsWith("agent-sessions: cannot run ?[2Jx??: ");
  }

  private void assertNotRun(int code, String message) throws IOException {
    assertThat(driver().status().exit()).contains(new ExitStatus.NotRun(code, message));
    assertThat(driver().output()).isEqualTo(message + "\r\n");
    assertThat(driver().log().bounds().open()).isFalse();
    driver().release();
    assertThat(driver().keeper().list(SESSION, FENCE)).isEmpty();
  }
}
