package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.HostPart;
import dev.agentsessions.host.ApiAddress;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** What every server of ours has: all but its list of endpoints, and the names that it goes by. */
final class ServerModule extends AbstractModule {
  private final SessionHttpConfig config;

  ServerModule(SessionHttpConfig config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    bind(SessionHttpConfig.class).toInstance(config);
    bind(Patience.class).toInstance(Patience.USUAL);
    OptionalBinder.newOptionalBinder(binder(), MeterRegistry.class)
        .setBinding()
        .to(PrometheusMeterRegistry.class);
    Multibinder.newSetBinder(binder(), ReadinessCheck.class).addBinding().to(StoreReadiness.class);
    Multibinder.newSetBinder(binder(), HostPart.class).addBinding().to(HttpServer.class);
    OptionalBinder.newOptionalBinder(binder(), ApiAddress.class).setBinding().to(HttpServer.class);
    bindTheWayIn();
    bindEndpoints();
  }

  private void bindTheWayIn() {
    bind(HttpServer.class).in(Singleton.class);
    bind(FrontDoor.class);
    bind(Forwarding.class);
    bind(Tunnel.Keeping.class);
    bind(Admission.class);
    bind(RequestGuard.class);
    bind(Router.class);
    bind(RequestMetrics.class);
    bind(Idempotency.class);
    bind(Problems.class);
    bind(StoreReadiness.class);
  }

  private void bindEndpoints() {
    bind(OpenApi.class).in(Singleton.class);
    bind(ServiceEndpoints.class);
    bind(ProjectEndpoints.class);
    bind(ImportEndpoints.class);
    bind(AgentEndpoints.class);
    bind(RepositoryEndpoints.class);
    bind(ProvisionEndpoints.class);
    bind(AccessEndpoints.class);
    bind(SessionEndpoints.class);
    bind(LifecycleEndpoints.class);
    bind(WorkerEndpoints.class);
    bind(PartEndpoints.class);
    bind(WorkspaceAccessEndpoints.class);
    bind(FileEndpoints.class);
    bind(GitEndpoints.class);
    bind(Downloads.class);
    bind(MessageEndpoints.class);
    bind(ResultEndpoints.class);
    bind(SecretEndpoints.class);
    bind(EventEndpoints.class);
    bind(TaskEndpoints.class);
    bind(ScheduleEndpoints.class);
    bind(TokenEndpoints.class);
    bind(GitCredentialEndpoints.class);
    bind(ConsoleEndpoints.class);
    bind(ConsoleFiles.class).in(Singleton.class);
    bind(TerminalDoor.class);
    bind(TerminalUpgrader.class);
    bind(TerminalHall.class).in(Singleton.class);
    bind(Lifelines.class).in(Singleton.class);
    bind(CredentialWatch.class);
  }

  @Provides
  @Singleton
  PrometheusMeterRegistry metrics() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }
}
