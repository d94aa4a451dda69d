package dev.agentsessions.testkit.workspace;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.FakeWorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;

class FakeWorkspaceCheckTest implements WorkspaceCheckContract {
  private static final Path DIRECTORY = Path.of("/srv/work");

  private final Samples samples = new Samples();
  private final FakeWorkspaceCheck check = new FakeWorkspaceCheck();

  @BeforeEach
  void addDirectory() {
    check.addDirectory(DIRECTORY);
    check.addRepository(repository(), "main");
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
  public Path emptyDirectory() {
    check.addDirectory(Path.of("/srv/empty"));
    return Path.of("/srv/empty");
  }

  @Override
  public void fill(Path directory) {
    check.fill(directory);
  }

  @Override
  public void removeDirectory() {
    check.removeDirectory(DIRECTORY);
  }

  @Override
  public String repository() {
    return "/srv/repo";
  }

  @Override
  public Path useBranch(String branch) {
    Path elsewhere = Path.of("/srv", branch);
    check.useBranch(repository(), branch, elsewhere);
    return elsewhere;
  }

  @Override
  public Session resting(WorktreeSession kind) {
    return samples.session(kind).in("/worktrees/repo");
  }

  /** Where nobody looks, whatever the session says is checked out. */
  @Override
  public void checkOut(Session session, String branch) {}

  @Override
  public void loseBranch(String branch) {
    check.loseBranch(branch);
  }

  @Override
  public void loseWorktree(Session session) {
    check.loseWorktree(session.id());
  }
}
