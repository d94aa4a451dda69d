package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.name.Names;
import dev.agentsessions.HostPart;
import dev.agentsessions.k8s.content.ContentAddress;
import dev.agentsessions.reconcile.WakeUps;
import dev.agentsessions.worker.RuntimeParts;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.workspace.ContentServices;
import dev.agentsessions.workspace.RestingWorkspaces;
import dev.agentsessions.workspace.WorkspaceContents;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Named;
import java.util.Optional;

/**
 * Binds the runtime {@code kubernetes}: agentic sessions run on a cluster, made so by an operator
 * that need not be this host's. Comes before {@code SessionModule}, whose reconciler then ends
 * first. Needs a {@code KubernetesClient}, such as {@code KubernetesClientModule}'s, that may get,
 * list, watch, create, patch and delete AgenticSessions in the configured namespaces, and get
 * Secrets; and, to show what there is of a session, get volume claims and Jobs and list pods.
 *
 * <p>Workers, terminals and files are in pods, each of which has a content service. Hosts outside
 * the cluster bind a {@link ContentAddress} by which they reach it; a {@code WorkerRuntime} and
 * {@code WorkspaceContents} named {@code kubernetes} run workers and make clones in another way.
 */
public final class KubernetesEnvironmentsModule extends AbstractModule {
  /** What sessions name in {@code spec.runtime}. */
  public static final String KUBERNETES = "kubernetes";

  private static final Key<SessionRuntime> RUNTIME =
      Key.get(SessionRuntime.class, Names.named(KUBERNETES));
  private static final Key<RuntimeParts> PARTS =
      Key.get(RuntimeParts.class, Names.named(KUBERNETES));
  private static final Key<WorkerRuntime> WORKERS =
      Key.get(WorkerRuntime.class, Names.named(KUBERNETES));

  private static final Key<WorkspaceContents> CONTENTS =
      Key.get(WorkspaceContents.class, Names.named(KUBERNETES));

  private final KubernetesEnvironmentsConfig config;

  public KubernetesEnvironmentsModule(KubernetesEnvironmentsConfig config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    install(new Ports(config));
    OptionalBinder.newOptionalBinder(binder(), WORKERS).setDefault().to(ContentWorkers.class);
    OptionalBinder.newOptionalBinder(binder(), CONTENTS).setDefault().to(ContentWorkspaces.class);
    OptionalBinder.newOptionalBinder(binder(), ContentAddress.class)
        .setDefault()
        .toInstance(ContentAddress.IN_CLUSTER);
    Multibinder<HostPart> parts = Multibinder.newSetBinder(binder(), HostPart.class);
    parts.addBinding().to(SessionWatch.class);
    parts.addBinding().to(ContentCalls.class);
    parts.addBinding().to(PodEnds.class);
    MapBinder.newMapBinder(binder(), String.class, ContentServices.class)
        .addBinding(KUBERNETES)
        .to(PodServices.class);
    MapBinder.newMapBinder(binder(), String.class, RestingWorkspaces.class)
        .addBinding(KUBERNETES)
        .to(RestingPods.class);
    MapBinder.newMapBinder(binder(), String.class, SessionRuntime.class)
        .addBinding(KUBERNETES)
        .to(RUNTIME);
    MapBinder.newMapBinder(binder(), String.class, RuntimeParts.class)
        .addBinding(KUBERNETES)
        .to(PARTS);
  }

  /** A private module cannot add to shared sets, so that is left to the one around it. */
  private static final class Ports extends PrivateModule {
    private final KubernetesEnvironmentsConfig config;

    Ports(KubernetesEnvironmentsConfig config) {
      this.config = config;
    }

    @Override
    protected void configure() {
      requireBinding(KubernetesClient.class);
      requireBinding(WakeUps.class);
      requireBinding(WORKERS);
      requireBinding(CONTENTS);
      requireBinding(ContentAddress.class);
      bind(KubernetesEnvironmentsConfig.class).toInstance(config);
      bind(SessionWatch.class).in(Singleton.class);
      bind(Resources.class).in(Singleton.class);
      bind(KubernetesEnvironments.class).in(Singleton.class);
      bind(ClusterPods.class).in(Singleton.class);
      bind(Pods.class).to(ClusterPods.class);
      bind(RestingPods.class).in(Singleton.class);
      expose(RestingPods.class);
      bind(ContentCalls.class).in(Singleton.class);
      bind(ContentWorkers.class).in(Singleton.class);
      bind(PodEnds.class).in(Singleton.class);
      expose(PodEnds.class);
      bind(PodServices.class).in(Singleton.class);
      expose(PodServices.class);
      bind(RestPushes.class).in(Singleton.class);
      expose(ContentCalls.class);
      bind(ContentWorkspaces.class).in(Singleton.class);
      expose(ContentWorkers.class);
      expose(ContentWorkspaces.class);
      bind(PARTS).to(KubernetesParts.class).in(Singleton.class);
      expose(PARTS);
      expose(SessionWatch.class);
      expose(RUNTIME);
    }

    @Provides
    @Singleton
    @Named(KUBERNETES)
    SessionRuntime runtime(
        KubernetesEnvironments environments,
        @Named(KUBERNETES) WorkerRuntime workers,
        PodEnds ends) {
      return new SessionRuntime(environments, workers, Optional.of(ends));
    }
  }
}
