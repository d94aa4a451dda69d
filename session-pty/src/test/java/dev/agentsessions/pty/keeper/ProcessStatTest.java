package dev.agentsessions.pty.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ProcessStatTest {
  private static final int SELF = (int) ProcessHandle.current().pid();

  private static final WorkerMark NOBODYS = new WorkerMark("none", KeeperDriver.WORKER, 1);

  @TempDir Path folder;

  @Test
  void aProcessIsFoundWhateverItsName() throws Exception {
    Path program = folder.resolve("a) Z 1 (b");
    Files.copy(Path.of("/bin/sleep"), program);
    Process process = new ProcessBuilder(program.toString(), "60").start();
    try {
      ProcessStat found = ProcessStat.of((int) process.pid()).orElseThrow();

      assertThat(found.parent()).isEqualTo(SELF);
      assertThat(found.dead()).isFalse();
      assertThat(found.id().isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ProcessStat.of((int) process.pid())).isEmpty();
  }

  @Test
  @DisplayName("L-09 a number that is used again does not mean the process that had it before")
  void aReusedNumberIsAnotherProcess() {
    ProcessId self = ProcessStat.of(SELF).orElseThrow().id();

    assertThat(self.isAlive()).isTrue();
    assertThat(new ProcessId(SELF, self.startTime() - 1).isAlive()).isFalse();
  }

  @Test
  @DisplayName("L-09 who has a reused number is not taken for the leader of what is to be ended")
  void aReusedNumberLeadsNobody() throws Exception {
    ProcessId self = ProcessStat.of(SELF).orElseThrow().id();

    assertThat(ProcessTree.of(self, NOBODYS)).contains(self);
    assertThat(ProcessTree.of(new ProcessId(SELF, self.startTime() - 1), NOBODYS)).isEmpty();
  }
}
