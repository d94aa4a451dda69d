package dev.agentsessions.examples.kubernetes;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.operation.PipelineEditor;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.workspace.WorkspaceCheck;

/** Sessions are on the cluster, and nothing of theirs is on this host's machine. */
final class ClusterOnlyModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(WorkspaceCheck.class).to(PodWorkspaces.class);
    bind(PodWorkspaces.class).in(Singleton.class);
    bind(InMemoryOutputLog.class).toInstance(new InMemoryOutputLog()); // no worker writes here
    bind(OutputLog.class).to(InMemoryOutputLog.class);
    bind(OutputSink.class).to(InMemoryOutputLog.class);
    Multibinder.newSetBinder(binder(), PipelineEditor.class).addBinding().to(ClusterOnly.class);
    bind(ClusterOnly.class).in(Singleton.class);
  }
}
