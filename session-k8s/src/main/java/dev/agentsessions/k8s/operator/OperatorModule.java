package dev.agentsessions.k8s.operator;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.HostPart;
import dev.agentsessions.k8s.content.ContentAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;

/**
 * Binds an operator that runs as long as the host, whether the host has sessions of its own or not.
 * Needs a {@code KubernetesClient} and an {@code InstantSource}. An operator outside the cluster
 * binds a {@link ContentAddress} by which it reaches content services.
 */
public final class OperatorModule extends AbstractModule {
  private final OperatorConfig config;

  public OperatorModule(OperatorConfig config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    requireBinding(KubernetesClient.class);
    requireBinding(InstantSource.class);
    bind(OperatorConfig.class).toInstance(config);
    OptionalBinder.newOptionalBinder(binder(), ContentAddress.class)
        .setDefault()
        .toInstance(ContentAddress.IN_CLUSTER);
    bind(SessionOperator.class).in(Singleton.class);
    bind(OperatorPart.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), HostPart.class).addBinding().to(OperatorPart.class);
  }
}
