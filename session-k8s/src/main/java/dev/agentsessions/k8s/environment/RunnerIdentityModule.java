package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.PrivateModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Names;
import dev.agentsessions.identity.CallerIdentity;
import dev.agentsessions.time.Ticker;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * Lets runners in pods call a host's API with the token in their file: each may have to do with its
 * own session only. Adds to what the host's {@code TokensModule} knows. Needs a {@code
 * KubernetesClient} that may create TokenReviews, and get ServiceAccounts and AgenticSessions in
 * the configured namespaces.
 */
public final class RunnerIdentityModule extends AbstractModule {
  private static final Key<CallerIdentity> RUNNERS =
      Key.get(CallerIdentity.class, Names.named("runners"));

  private final RunnerIdentityConfig config;

  public RunnerIdentityModule(RunnerIdentityConfig config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    install(new Identity(config));
    Multibinder.newSetBinder(binder(), CallerIdentity.class).addBinding().to(RUNNERS);
  }

  private static final class Identity extends PrivateModule {
    private final RunnerIdentityConfig config;

    Identity(RunnerIdentityConfig config) {
      this.config = config;
    }

    @Override
    protected void configure() {
      requireBinding(KubernetesClient.class);
      requireBinding(Ticker.class);
      bind(RunnerIdentityConfig.class).toInstance(config);
      bind(RunnerAccounts.class);
      bind(RunnerIdentity.class).in(Singleton.class);
      bind(RUNNERS).to(RunnerIdentity.class);
      expose(RUNNERS);
    }
  }
}
