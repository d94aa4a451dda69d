package dev.agentsessions.bench.host;

import com.google.inject.AbstractModule;
import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.ListedBranches;
import dev.agentsessions.catalog.ProtectedBranches;
import dev.agentsessions.memory.InMemoryStore;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.project.Projects;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import dev.agentsessions.workspace.local.WorkspaceModule;
import java.nio.file.Path;
import java.time.InstantSource;

/** Local workspaces without the rest of a host. */
public final class LoneWorkspaces extends AbstractModule {
  private final Path data;

  public LoneWorkspaces(Path data) {
    this.data = data;
  }

  @Override
  protected void configure() {
    var output = new InMemoryOutputLog();
    install(new WorkspaceModule(WorkspaceConfig.at(data)));
    var store = new InMemoryStore(MicrosecondClock.system());
    bind(SessionStore.class).toInstance(store.sessionStore());
    bind(Catalog.class).toInstance(store.catalog());
    bind(Projects.class).toInstance(store.projects());
    bind(ProtectedBranches.class).to(ListedBranches.class);
    bind(InstantSource.class).toInstance(MicrosecondClock.system());
    bind(Ticker.class).toInstance(Ticker.SYSTEM);
    bind(OutputLog.class).toInstance(output);
    bind(OutputSink.class).toInstance(output);
    bind(GitTokens.class).toInstance(GitTokens.NONE);
  }
}
