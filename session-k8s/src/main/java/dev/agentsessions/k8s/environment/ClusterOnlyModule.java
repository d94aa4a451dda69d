package dev.agentsessions.k8s.environment;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.operation.PipelineEditor;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.workspace.WorkspaceCheck;

/**
 * For hosts whose sessions are all on a cluster, which hence have neither {@code PtyModule} nor
 * {@code WorkspaceModule}: nothing runs on the host's own machine, nothing of it is looked at, and
 * sessions that ask for it are refused.
 */
public final class ClusterOnlyModule extends AbstractModule {
  @Override
  protected void configure() {
    var output = new InMemoryOutputLog(); // of workers of this machine: nothing is ever in it
    bind(OutputLog.class).toInstance(output);
    bind(OutputSink.class).toInstance(output);
    bind(WorkspaceCheck.class).toInstance(new NoLocalWorkspaces());
    bind(ClusterRuntime.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), PipelineEditor.class).addBinding().to(ClusterRuntime.class);
  }
}
