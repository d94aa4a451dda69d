package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.FakeWorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeWorkspaceCheckTest implements WorkspaceCheckContract {
  private static final Path DIRECTORY = Path.of("/srv/work");

  private final FakeWorkspaceCheck check = new FakeWorkspaceCheck();

  @BeforeEach
  void addDirectory() {
    check.addDirectory(DIRECTORY);
  }

  @Override
  public WorkspaceCheck workspaceCheck() {
    return check;
  }

  @Override
  public Path directory() {
    return DIRECTORY;
  }

  @Override
  public void removeDirectory() {
    check.removeDirectory(DIRECTORY);
  }

  @Test
  void aBranchIsMadeFromOneThatExists() {
    check.addRepository("/srv/repo", "main");

    assertThatCode(() -> check.check(worktree("main"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check.check(worktree("gone")))
        .isInstanceOf(Unsatisfied.class)
        .hasMessageStartingWith("spec.base ");
  }

  private static WorktreeSession worktree(String base) {
    return new WorktreeSession("/srv/repo", "topic", Optional.of(base));
  }
}
