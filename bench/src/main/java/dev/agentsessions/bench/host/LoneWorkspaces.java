package dev.agentsessions.bench.host;

import com.google.inject.AbstractModule;
import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.memory.InMemoryStore;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import dev.agentsessions.workspace.local.WorkspaceModule;
import java.nio.file.Path;

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
    bind(Catalog.class).toInstance(new InMemoryStore(MicrosecondClock.system()).catalog());
    bind(OutputLog.class).toInstance(output);
    bind(OutputSink.class).toInstance(output);
    bind(GitTokens.class).toInstance(GitTokens.NONE);
  }
}
