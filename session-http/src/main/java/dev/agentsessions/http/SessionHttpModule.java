package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/**
 * Binds the HTTP server: REST, events, terminals, the console's files. Needs {@code SessionModule}
 * and what that needs, and a {@code CallerIdentity}, such as {@code SingleUserModule}'s. Hosts add
 * to the set of {@link ReadinessCheck}s.
 */
public final class SessionHttpModule extends AbstractModule {
  private final SessionHttpConfig config;

  public SessionHttpModule(SessionHttpConfig config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    install(new ServerModule(config));
    bind(AllowedHosts.class).in(Singleton.class);
    bind(Endpoints.class).in(Singleton.class);
  }
}
