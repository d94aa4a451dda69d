package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.LocalWorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalWorkspaceCheckTest implements WorkspaceCheckContract {
  @TempDir Path temp;

  private final LocalWorkspaceCheck check = new LocalWorkspaceCheck();
  private Path directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = Files.createDirectory(temp.resolve("work"));
  }

  @Override
  public WorkspaceCheck workspaceCheck() {
    return check;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public void removeDirectory() {
    try {
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("S-01 a file will not do")
  void aFileWillNotDo() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThatThrownBy(() -> check.check(new QuickSession(file)))
        .isInstanceOf(Unsatisfied.class)
        .hasMessage("spec.location is not a directory: " + file);
  }

  @Test
  @DisplayName("S-01 a directory that may not be read will not do")
  void aDirectoryThatMayNotBeReadWillNotDo() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("-w-------"));
    assumeFalse(Files.isReadable(directory), "root reads everything");

    assertThatThrownBy(() -> check.check(new QuickSession(directory)))
        .isInstanceOf(Unsatisfied.class)
        .hasMessage("spec.location is not readable: " + directory);
  }

  @Test
  @DisplayName("S-01 a worktree says what it needs")
  void aWorktreeSaysWhatItNeeds() {
    assertThatThrownBy(
            () -> check.check(new WorktreeSession("/srv/repo", "topic", Optional.empty())))
        .isInstanceOf(Unsatisfied.class)
        .hasMessageStartingWith("spec.repository needs session-workspace");
  }
}
