package dev.agentsessions.workspace.local;

import dev.agentsessions.session.Session;
import dev.agentsessions.testkit.workspace.GitWorld;
import dev.agentsessions.testkit.workspace.WorkspaceGitContract;
import dev.agentsessions.workspace.WorkspaceGit;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

@NeedsGit
class LocalWorkspaceGitIT implements WorkspaceGitContract {
  @TempDir Path temp;
  private GitWorlds worlds;

  @BeforeEach
  void prepare() {
    worlds = new GitWorlds(temp);
  }

  @Override
  public WorkspaceGit git() {
    var config = WorkspaceConfig.at(temp);
    return new LocalWorkspaceGit(new GitPlaces(config, new GitProgram(config.git())));
  }

  @Override
  public GitWorld world() {
    return worlds.next();
  }

  @Override
  public Session withoutGit() {
    return worlds.session(temp);
  }
}
