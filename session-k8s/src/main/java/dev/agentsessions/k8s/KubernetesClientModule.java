package dev.agentsessions.k8s;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.HostPart;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Binds a client of a cluster, which closes with the host. Comes before all that use it. */
public final class KubernetesClientModule extends AbstractModule {
  private final Config config;

  /**
   * @param config such as {@code Config.autoConfigure(null)}, that of the pod or of KUBECONFIG
   */
  public KubernetesClientModule(Config config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    bind(ClientPart.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), HostPart.class).addBinding().to(ClientPart.class);
  }

  @Provides
  @Singleton
  @SuppressWarnings("CloseableProvides") // ClientPart closes it
  KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
