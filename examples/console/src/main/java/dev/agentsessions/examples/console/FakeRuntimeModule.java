package dev.agentsessions.examples.console;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoMap;
import com.google.inject.multibindings.StringMapKey;
import dev.agentsessions.http.ReadinessCheck;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.workspace.Environments;
import jakarta.inject.Named;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Sessions in which nothing runs, for demonstrations. The log and {@code /readyz} say so. */
final class FakeRuntimeModule extends AbstractModule {
  private final InMemoryOutputLog output = new InMemoryOutputLog();

  @Override
  protected void configure() {
    LoggerFactory.getLogger(FakeRuntimeModule.class)
        .warn("the runtime is fake: nothing runs in the sessions of this host");
    bind(OutputLog.class).toInstance(output);
    bind(OutputSink.class).toInstance(output);
    Multibinder.newSetBinder(binder(), ReadinessCheck.class)
        .addBinding()
        .toInstance(new FakeRuntimeNotice());
  }

  @ProvidesIntoMap
  @StringMapKey(SessionSpec.LOCAL)
  @Singleton
  SessionRuntime runtime(@Named(SessionSpec.LOCAL) Environments environments) {
    var workers = new FakeWorkerRuntime(output);
    workers.processes().install(FakeShell.NAME, new FakeShell());
    return new SessionRuntime(environments, workers, Optional.of(workers));
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
