package dev.agentsessions;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.agent.AgentCatalog;
import dev.agentsessions.agent.BuiltInAgents;
import dev.agentsessions.agent.ConfiguredAgents;
import dev.agentsessions.agent.ProjectAgents;
import dev.agentsessions.catalog.ListedBranches;
import dev.agentsessions.catalog.ProtectedBranches;
import dev.agentsessions.catalog.SessionRepositories;
import dev.agentsessions.credential.PersonalGitTokens;
import dev.agentsessions.host.ApiAddress;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.HostCredential;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.TokenCheck;
import dev.agentsessions.identity.TokenIssuer;
import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.operation.OperationModule;
import dev.agentsessions.reconcile.ReconcileModule;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.reconcile.ReconcilerLoop;
import dev.agentsessions.repository.RepositoryModule;
import dev.agentsessions.schedule.ScheduleModule;
import dev.agentsessions.secret.SecretCipher;
import dev.agentsessions.telemetry.TelemetryModule;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.worker.RuntimeParts;
import dev.agentsessions.worker.Runtimes;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.workflow.WorkflowCatalog;
import dev.agentsessions.workflow.WorkflowSource;
import dev.agentsessions.workspace.ContentServices;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.RestingWorkspaces;
import dev.agentsessions.workspace.Uploads;
import dev.agentsessions.workspace.WorkspaceFiles;
import dev.agentsessions.workspace.WorkspaceGit;
import dev.agentsessions.workspace.WorkspaceGitChanges;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The core of every host: operations, live calls and the reconciler. Needs a store's module (all
 * its ports), a runtime's, an {@code Authorizer} and a {@code WorkspaceCheck}; for schedules a
 * {@code Cron}. Agents, key for secrets, git tokens, clock, ticker, ids, step recorder, {@code
 * OpenTelemetry} and {@code MeterRegistry} have defaults.
 */
public final class SessionModule extends AbstractModule {
  private final HostConfig host;
  private final ReconcilerConfig reconciler;
  private final boolean drives;

  /** With the usual patience. */
  public SessionModule(HostConfig host) {
    this(host, ReconcilerConfig.DEFAULT);
  }

  public SessionModule(HostConfig host, ReconcilerConfig reconciler) {
    this(host, reconciler, true);
  }

  private SessionModule(HostConfig host, ReconcilerConfig reconciler, boolean drives) {
    this.host = requireNonNull(host, "host");
    this.reconciler = requireNonNull(reconciler, "reconciler");
    this.drives = drives;
  }

  /** The same for a host whose sessions are driven by another program. */
  public static SessionModule drivenElsewhere(HostConfig host) {
    return new SessionModule(host, ReconcilerConfig.DEFAULT, false);
  }

  @Override
  protected void configure() {
    bind(HostConfig.class).toInstance(host);
    bind(NodeId.class).toInstance(host.node());
    bind(ReconcilerConfig.class).toInstance(reconciler);
    OptionalBinder.newOptionalBinder(binder(), InstantSource.class)
        .setDefault()
        .toInstance(MicrosecondClock.system());
    OptionalBinder.newOptionalBinder(binder(), Ticker.class).setDefault().toInstance(Ticker.SYSTEM);
    OptionalBinder.newOptionalBinder(binder(), IdGenerator.class)
        .setDefault()
        .to(UlidGenerator.class)
        .in(Singleton.class);
    OptionalBinder.newOptionalBinder(binder(), ConfiguredAgents.class)
        .setDefault()
        .toInstance(BuiltInAgents.and(List.of()));
    OptionalBinder.newOptionalBinder(binder(), AgentCatalog.class)
        .setDefault()
        .to(ProjectAgents.class)
        .in(Singleton.class);
    OptionalBinder.newOptionalBinder(binder(), SecretCipher.class)
        .setDefault()
        .toInstance(SecretCipher.NONE);
    OptionalBinder.newOptionalBinder(binder(), ApiAddress.class)
        .setDefault()
        .toInstance(ApiAddress.NONE);
    OptionalBinder.newOptionalBinder(binder(), GitTokens.class)
        .setDefault()
        .to(PersonalGitTokens.class);
    OptionalBinder.newOptionalBinder(binder(), WorkflowSource.class)
        .setDefault()
        .toInstance(WorkflowSource.NONE);
    bind(PersonalGitTokens.class).in(Singleton.class);
    bind(WorkflowCatalog.class).in(Singleton.class);
    MapBinder.newMapBinder(binder(), String.class, SessionRuntime.class);
    MapBinder.newMapBinder(binder(), String.class, RuntimeParts.class);
    MapBinder.newMapBinder(binder(), String.class, WorkspaceFiles.class);
    MapBinder.newMapBinder(binder(), String.class, WorkspaceGit.class);
    MapBinder.newMapBinder(binder(), String.class, WorkspaceGitChanges.class);
    MapBinder.newMapBinder(binder(), String.class, Uploads.class);
    MapBinder.newMapBinder(binder(), String.class, ContentServices.class);
    MapBinder.newMapBinder(binder(), String.class, RestingWorkspaces.class);
    Multibinder<HostPart> parts = Multibinder.newSetBinder(binder(), HostPart.class);
    bind(SessionRepositories.class);
    OptionalBinder.newOptionalBinder(binder(), ProtectedBranches.class)
        .setDefault()
        .to(ListedBranches.class);
    bind(ListedBranches.class);
    bind(TokenIssuer.class);
    bind(HostCredential.class).in(Singleton.class);
    bind(TokenCheck.class);
    install(new TelemetryModule());
    install(new OperationModule());
    install(new ReconcileModule());
    if (drives) {
      parts.addBinding().to(ReconcilerLoop.class);
    }
    install(new ScheduleModule());
    install(new RepositoryModule());
  }

  @Provides
  @Singleton
  Runtimes runtimes(Map<String, SessionRuntime> byName) {
    return new Runtimes(byName);
  }
}
