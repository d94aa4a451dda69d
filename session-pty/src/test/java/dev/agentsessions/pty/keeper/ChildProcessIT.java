package dev.agentsessions.pty.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ChildProcessIT {
  @TempDir Path folder;

  @Test
  @DisplayName("W-09 an exit can be asked for again; taken by somebody else it is unknown, never 0")
  void anExitThatIsTakenIsUnknown() throws Exception {
    SpawnSpec spec =
        new SpawnSpec(KeeperDriver.WORKER, 1, List.of("sh"), Map.of(), folder, KeeperDriver.SIZE);
    LinuxSpawned child = LinuxSpawned.spawn(spec, "/bin/true");
    await().until(() -> child.exit().isPresent());
    Optional<ExitStatus> exit = child.exit();

    child.reap();

    assertThat(exit).contains(new ExitStatus.Code(0));
    assertThat(child.exit()).contains(new ExitStatus.Unknown());
    child.unfollow();
    child.pty().close();
  }
}
