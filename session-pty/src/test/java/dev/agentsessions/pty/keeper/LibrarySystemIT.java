package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static dev.agentsessions.pty.keeper.KeeperDriver.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.pty.log.DiskLogs;
import dev.agentsessions.pty.log.DiskLogsConfig;
import dev.agentsessions.pty.pty4j.Pty4j;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a keeper makes of a library that fails. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class LibrarySystemIT {
  @TempDir Path folder;

  /** Opens no terminal. */
  private record Failing(IOException why) implements PtyLibrary {
    @Override
    public Terminal open() throws IOException {
      throw why;
    }

    @Override
    public OptionalInt await(int pid) {
      throw new AssertionError("nothing was started");
    }
  }

  /** A real one, but somebody else takes the status of its processes. */
  private record Robbed(PtyLibrary real) implements PtyLibrary {
    @Override
    public Terminal open() throws IOException {
      return real.open();
    }

    @Override
    public OptionalInt await(int pid) {
      assertThat(real.await(pid)).hasValue(0);
      return real.await(pid);
    }
  }

  private interface UseOfKeeper {
    void on(KeeperDriver driver) throws Exception;
  }

  private void with(PtyLibrary library, UseOfKeeper test) throws Exception {
    Path data = folder.resolve("data");
    DiskLogs logs = new DiskLogs(DiskLogsConfig.at(data), InstantSource.system(), System::nanoTime);
    try (logs;
        PtyKeeper keeper = new PtyKeeper(logs, KeeperConfig.at(data), library)) {
      test.on(new KeeperDriver(keeper, logs, folder));
    }
  }

  @Test
  @DisplayName("W-05 what the library cannot pass on is not run, and the output says so")
  void whatCannotBePassedOnIsNotRun() throws Exception {
    with(
        new Failing(new CharacterCodingException()),
        driver -> {
          driver.spawn("true");

          assertThat(driver.status().exit())
              .contains(
                  new ExitStatus.NotRun(126, "agent-sessions: cannot run true: Invalid argument"));
        });
  }

  @Test
  void aSystemThatLacksSomethingStartsNothing() throws Exception {
    with(
        new Failing(new IOException("no processes left")),
        driver -> {
          assertThatThrownBy(() -> driver.spawn("true"))
              .isInstanceOf(KeeperException.Failed.class)
              .hasMessageContaining("no processes left");
          assertThat(driver.keeper().list(SESSION, FENCE)).isEmpty();
        });
  }

  @Test
  @DisplayName("W-09 an end that somebody else took is unknown, never 0")
  void anEndThatIsTakenIsUnknown() throws Exception {
    with(
        new Robbed(Pty4j.load()),
        driver -> {
          driver.spawn("true");

          assertThat(driver.awaitEnd().exit()).contains(new ExitStatus.Unknown());
        });
  }
}
