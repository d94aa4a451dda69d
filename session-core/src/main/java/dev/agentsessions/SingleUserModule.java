package dev.agentsessions;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.BearerIdentity;
import dev.agentsessions.identity.CallerIdentity;
import dev.agentsessions.identity.TokenCheck;

/** Everybody who reaches this host may do everything: for programs of one person, on loopback. */
public final class SingleUserModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(Authorizer.class).toInstance(Authorizer.SINGLE_USER);
  }

  @Provides
  CallerIdentity identity(TokenCheck tokens) {
    return BearerIdentity.singleUser(tokens);
  }
}
