package dev.agentsessions;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.identity.AdministratorToken;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.BearerIdentity;
import dev.agentsessions.identity.CallerIdentity;
import dev.agentsessions.identity.EveryIdentity;
import dev.agentsessions.identity.TokenCheck;
import dev.agentsessions.identity.TokenIssuer;
import dev.agentsessions.identity.Tokens;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;

/**
 * Callers prove by a token who they are; administrators may do everything, others what they like
 * with what is theirs. Hosts add other ways to prove it to the set of {@link CallerIdentity}s. The
 * first administrator's token is left in the data directory. Comes after the store's module.
 */
public final class TokensModule extends AbstractModule {
  private final Path data;

  /**
   * @param data a directory that is there when the host starts
   */
  public TokensModule(Path data) {
    this.data = requireNonNull(data, "data");
  }

  @Override
  protected void configure() {
    bind(Authorizer.class).toInstance(Authorizer.OWNERS);
    Multibinder.newSetBinder(binder(), CallerIdentity.class);
    Multibinder.newSetBinder(binder(), HostPart.class).addBinding().to(AdministratorToken.class);
  }

  @Provides
  CallerIdentity identity(TokenCheck tokens, Set<CallerIdentity> others) {
    return new EveryIdentity(BearerIdentity.strict(tokens), others);
  }

  @Provides
  @Singleton
  AdministratorToken administrator(Tokens tokens, TokenIssuer issuer, InstantSource clock) {
    return new AdministratorToken(data, tokens, issuer, clock);
  }
}
