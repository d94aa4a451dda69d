package dev.agentsessions.workspace.local;

import dev.agentsessions.testkit.workspace.WorkspaceFilesContract;
import dev.agentsessions.testkit.workspace.WorkspaceUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest implements WorkspaceFilesContract {
  @TempDir Path temp;
  private LocalWorkspace workspace;

  @BeforeEach
  void start() {
    workspace = new LocalWorkspace(temp);
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Override
  public WorkspaceUnderTest workspace() {
    return workspace;
  }
}
