package dev.agentsessions.examples.console;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.http.ReadinessCheck;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.testkit.FakeEnvironments;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.workspace.LocalWorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Sessions in which nothing runs, for demonstrations. The log and {@code /readyz} say so. */
final class FakeRuntimeModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(WorkspaceCheck.class).to(LocalWorkspaceCheck.class);
    bind(LocalWorkspaceCheck.class);
    LoggerFactory.getLogger(FakeRuntimeModule.class)
        .warn("the runtime is fake: nothing runs in the sessions of this host");
    var output = new InMemoryOutputLog();
    var workers = new FakeWorkerRuntime(output);
    workers.processes().install(FakeShell.NAME, new FakeShell());
    MapBinder.newMapBinder(binder(), String.class, SessionRuntime.class)
        .addBinding(SessionSpec.LOCAL)
        .toInstance(new SessionRuntime(new FakeEnvironments(), workers, Optional.of(workers)));
    bind(OutputLog.class).toInstance(output);
    bind(OutputSink.class).toInstance(output);
    Multibinder.newSetBinder(binder(), ReadinessCheck.class)
        .addBinding()
        .toInstance(new FakeRuntimeNotice());
  }

  /** Tells those who ask whether this host is ready that nothing real runs here. */
  private static final class FakeRuntimeNotice implements ReadinessCheck {
    @Override
    public String name() {
      return "runtime";
    }

    @Override
    public Optional<String> check() {
      return Optional.of("fake: nothing runs in the sessions of this host");
    }
  }
}
