package dev.agentsessions.k8s.operator;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.HostPart;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;

/**
 * Binds an operator that runs as long as the host, whether the host has sessions of its own or not.
 * Needs a {@code KubernetesClient} and an {@code InstantSource}.
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
    bind(SessionOperator.class).in(Singleton.class);
    bind(OperatorPart.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), HostPart.class).addBinding().to(OperatorPart.class);
  }
}
