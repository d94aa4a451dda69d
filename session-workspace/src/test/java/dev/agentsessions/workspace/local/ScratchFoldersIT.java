package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFoldersIT {
  @TempDir Path temp;

  /** A program that has such a folder, and ends when it is told to. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws IOException {
      Path folder = ScratchFolders.create();
      Files.writeString(folder.resolve("secret"), "x");
      System.out.println(folder);
      int unused = System.in.read();
      Trees.delete(folder);
    }
  }

  /** One that runs. */
  private record Running(Process process, Path folder) {
    static Running in(Path temp) throws IOException {
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-Xmx32m",
                  "-XX:TieredStopAtLevel=1",
                  "-Djava.io.tmpdir=" + temp,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Program.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new Running(process, Path.of(process.inputReader(UTF_8).readLine()));
    }

    Path around() {
      return folder.getParent();
    }

    void kill() throws InterruptedException {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    void end() throws Exception {
      process.getOutputStream().close();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @DisplayName("G-05 folders that a killed program left are removed by the next, those in use stay")
  void whatAKilledProgramLeft() throws Exception {
    Running killed = Running.in(temp);
    Running living = Running.in(temp);
    killed.kill();
    assertThat(killed.folder().resolve("secret")).exists();
    Path foreign = Files.createDirectory(temp.resolve("agent-sessions-git-without-a-lock"));

    Running next = Running.in(temp);

    assertThat(killed.around()).doesNotExist();
    assertThat(living.folder().resolve("secret")).exists();
    assertThat(next.folder().resolve("secret")).exists();
    assertThat(foreign).exists();
    living.end();
    next.end();
  }

  @Test
  @DisplayName("G-05 a folder that somebody cleared away is made anew")
  void whatWasClearedAway() throws Exception {
    Path first = ScratchFolders.create();
    Trees.delete(first.getParent());

    Path next = ScratchFolders.create();

    assertThat(next).isEmptyDirectory();
    assertThat(ScratchFolders.create()).hasParent(next.getParent());
    assertThat(next.getParent().resolve("lock")).exists();
    Trees.delete(next);
  }

  @Test
  @DisplayName("G-05 a program that ends leaves no folder, and nobody else may enter one")
  void whatAProgramThatEndsLeaves() throws Exception {
    Running program = Running.in(temp);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(program.around())))
        .isEqualTo("rwx------");
    assertThat(program.around()).startsWith(temp);

    program.end();

    assertThat(temp).isEmptyDirectory();
  }
}
