package dev.agentsessions;

import com.google.inject.AbstractModule;
import dev.agentsessions.identity.Authorizer;

/** Everybody who reaches this host may do everything: for programs of one person, on loopback. */
public final class SingleUserModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(Authorizer.class).toInstance(Authorizer.SINGLE_USER);
  }
}
