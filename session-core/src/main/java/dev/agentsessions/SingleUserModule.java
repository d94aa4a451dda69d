package dev.agentsessions;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.BearerIdentity;
import dev.agentsessions.identity.CallerIdentity;
import dev.agentsessions.identity.EveryIdentity;
import dev.agentsessions.identity.TokenCheck;
import java.util.Set;

/**
 * Everybody who reaches this host may do everything: for programs of one person, on loopback. Hosts
 * add to the set of {@link CallerIdentity}s who else proves to be somebody.
 */
public final class SingleUserModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), CallerIdentity.class);
    bind(Authorizer.class).toInstance(Authorizer.SINGLE_USER);
  }

  @Provides
  CallerIdentity identity(TokenCheck tokens, Set<CallerIdentity> others) {
    return new EveryIdentity(BearerIdentity.singleUser(tokens), others);
  }
}
