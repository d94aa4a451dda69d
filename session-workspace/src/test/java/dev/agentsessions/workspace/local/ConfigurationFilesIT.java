package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, and git behind a script that notes each call. */
@NeedsGit
class ConfigurationFilesIT {
  @TempDir Path temp;

  private Path file;
  private Path calls;
  private Instant now = Instant.now().plusSeconds(60);
  private ConfigurationFiles files;

  @BeforeEach
  void begin() throws IOException {
    file = write("main");
    calls = Files.createFile(temp.resolve("calls"));
    Path git = Script.at(temp.resolve("git"), "echo call >> " + calls, "exec git \"$@\"");
    files =
        new ConfigurationFiles(
            new GitProgram(GitConfig.USUAL.running(git.toString(), Duration.ofSeconds(60))),
            () -> now);
  }

  private Path write(String branch) throws IOException {
    return Files.writeString(
        temp.resolve("config"), "[branch \"a\"]\n\tmerge = refs/heads/" + branch + "\n");
  }

  private String merged() {
    return files.read(file, temp).value("branch.a.merge").orElseThrow();
  }

  private int calls() throws IOException {
    return Files.readAllLines(calls).size();
  }

  @Test
  @DisplayName("G-01 git is asked once what a configuration says that does not change")
  void askedOnce() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(merged()).isEqualTo("refs/heads/main");
    }

    assertThat(calls()).isEqualTo(1);
  }

  @Test
  @DisplayName("G-01 a configuration of the same length and age as before is read again")
  void changedInPlace() throws IOException {
    assertThat(merged()).isEqualTo("refs/heads/main");
    FileTime age = Files.getLastModifiedTime(file);

    write("next");
    Files.setLastModifiedTime(file, age);

    assertThat(merged()).isEqualTo("refs/heads/next");
  }

  @Test
  @DisplayName("G-01 a configuration that took another's place is read again")
  void replaced() throws IOException {
    assertThat(merged()).isEqualTo("refs/heads/main");

    Files.move(file, temp.resolve("before"));
    write("next");

    assertThat(merged()).isEqualTo("refs/heads/next");
  }

  @Test
  @DisplayName("G-01 a configuration that changed just now is not relied on")
  void justChanged() throws IOException {
    now = Instant.now();
    assertThat(merged()).isEqualTo("refs/heads/main");
    assertThat(merged()).isEqualTo("refs/heads/main");

    assertThat(calls()).isEqualTo(2);
  }

  @Test
  @DisplayName("G-01 a configuration that broke, or is gone, is not answered from memory")
  void broken() throws IOException {
    assertThat(merged()).isEqualTo("refs/heads/main");

    Files.writeString(file, "[branch");
    assertThatThrownBy(this::merged)
        .isInstanceOf(GitFailure.Refused.class)
        .hasMessageContaining("bad config line");

    Files.delete(file);
    assertThatThrownBy(this::merged).isInstanceOf(GitFailure.class);
  }

  @Test
  @DisplayName("G-06 a configuration too long to be told is refused, and not cut off")
  void tooLong() throws IOException {
    Files.writeString(file, "[a]\n" + ("\tkey = " + "x".repeat(1000) + "\n").repeat(5000));

    assertThatThrownBy(this::merged)
        .isInstanceOf(GitFailure.class)
        .hasMessageContaining("too long");
  }
}
