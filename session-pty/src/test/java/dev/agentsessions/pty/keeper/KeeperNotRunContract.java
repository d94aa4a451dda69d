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
