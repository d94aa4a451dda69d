package dev.agentsessions.pty;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Names;
import dev.agentsessions.HostPart;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.reconcile.SessionCleaner;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.workspace.Environments;
import jakarta.inject.Named;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Binds the runtime {@code local}: workers on terminals of this machine, with their output on its
 * disk. They end with the host and are started again by the next one. Comes before {@code
 * SessionModule}, whose reconciler then ends first and records it. Needs a system that {@link
 * Terminals} has something for, a store, an {@code InstantSource}, a {@code Ticker}, and the {@code
 * Environments} named {@code local}, such as session-workspace's.
 */
public final class PtyModule extends AbstractModule {
  private static final Key<SessionRuntime> RUNTIME =
      Key.get(SessionRuntime.class, Names.named(SessionSpec.LOCAL));

  private static final Key<Environments> ENVIRONMENTS =
      Key.get(Environments.class, Names.named(SessionSpec.LOCAL));

  private final PtyConfig config;

  public PtyModule(PtyConfig config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    install(new Ports(config));
    Multibinder<HostPart> parts = Multibinder.newSetBinder(binder(), HostPart.class);
    parts.addBinding().to(LocalTerminals.class);
    parts.addBinding().to(OutputUpkeep.class);
    Multibinder.newSetBinder(binder(), SessionCleaner.class).addBinding().to(TokenFiles.class);
    MapBinder.newMapBinder(binder(), String.class, SessionRuntime.class)
        .addBinding(SessionSpec.LOCAL)
        .to(RUNTIME);
  }

  /** A private module cannot add to shared sets, so that is left to the one around it. */
  private static final class Ports extends PrivateModule {
    private final PtyConfig config;

    Ports(PtyConfig config) {
      this.config = config;
    }

    @Override
    protected void configure() {
      requireBinding(InstantSource.class);
      requireBinding(Ticker.class);
      requireBinding(SessionStore.class);
      requireBinding(ENVIRONMENTS);
      bind(PtyConfig.class).toInstance(config);
      Map<String, String> host = config.hostEnvironment();
      bind(WorkerEnvironment.class).toInstance(new WorkerEnvironment(host, LoginShell.of(host)));
      bind(TokenFiles.class).toInstance(new TokenFiles(config.tokens()));
      bind(LocalTerminals.class).in(Singleton.class);
      bind(OutputUpkeep.class).in(Singleton.class);
      bind(KeeperWorkerRuntime.class).in(Singleton.class);
      bind(KeeperChanges.class).in(Singleton.class);
      bind(OutputLog.class).to(DiskOutputLog.class);
      bind(DiskOutputLog.class).in(Singleton.class);
      bind(OutputSink.class).to(DiskOutputSink.class);
      bind(DiskOutputSink.class).in(Singleton.class);
      expose(LocalTerminals.class);
      expose(OutputUpkeep.class);
      expose(TokenFiles.class);
      expose(OutputLog.class);
      expose(OutputSink.class);
      expose(RUNTIME);
    }

    @Provides
    @Singleton
    @Named(SessionSpec.LOCAL)
    SessionRuntime runtime(
        @Named(SessionSpec.LOCAL) Environments environments,
        KeeperWorkerRuntime workers,
        KeeperChanges changes) {
      return new SessionRuntime(environments, workers, Optional.of(changes));
    }
  }
}
