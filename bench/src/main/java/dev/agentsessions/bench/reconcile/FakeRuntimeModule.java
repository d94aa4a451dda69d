package dev.agentsessions.bench.reconcile;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.testkit.FakeEnvironments;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.testkit.FakeWorkspaceCheck;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.nio.file.Path;
import java.util.Optional;

/** Workers that are said to run. */
final class FakeRuntimeModule extends AbstractModule {
  /** The only one there is. */
  static final Path DIRECTORY = Path.of("/srv/work");

  @Override
  protected void configure() {
    var output = new InMemoryOutputLog();
    var workers = new FakeWorkerRuntime();
    MapBinder.newMapBinder(binder(), String.class, SessionRuntime.class)
        .addBinding(SessionSpec.LOCAL)
        .toInstance(new SessionRuntime(new FakeEnvironments(), workers, Optional.of(workers)));
    bind(OutputLog.class).toInstance(output);
    bind(OutputSink.class).toInstance(output);
    var workspaces = new FakeWorkspaceCheck();
    workspaces.addDirectory(DIRECTORY);
    bind(WorkspaceCheck.class).toInstance(workspaces);
  }
}
