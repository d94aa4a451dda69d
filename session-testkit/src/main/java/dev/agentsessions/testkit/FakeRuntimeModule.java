package dev.agentsessions.testkit;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.workspace.Uploads;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceFiles;
import java.util.Optional;

/**
 * Binds the runtime {@code local} to fakes: every environment is there at once, processes are moved
 * by a test, and every workspace is as it was asked for, with files in memory.
 */
public final class FakeRuntimeModule extends AbstractModule {
  private final InMemoryOutputLog output = new InMemoryOutputLog();
  private final FakeWorkerRuntime workers = new FakeWorkerRuntime(output);

  /** The processes to move; they run until they are stopped unless told otherwise. */
  public FakeProcesses processes() {
    return workers.processes();
  }

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, SessionRuntime.class)
        .addBinding(SessionSpec.LOCAL)
        .toInstance(new SessionRuntime(new FakeEnvironments(), workers, Optional.of(workers)));
    MapBinder.newMapBinder(binder(), String.class, WorkspaceFiles.class)
        .addBinding(SessionSpec.LOCAL)
        .toInstance(new FakeWorkspaceFiles());
    MapBinder.newMapBinder(binder(), String.class, Uploads.class)
        .addBinding(SessionSpec.LOCAL)
        .toInstance(new FakeUploads());
    bind(OutputLog.class).toInstance(output);
    bind(OutputSink.class).toInstance(output);
    bind(WorkspaceCheck.class).toInstance(new AnyWorkspace());
  }
}
