package dev.agentsessions;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.secret.AesGcmCipher;
import dev.agentsessions.secret.SecretCipher;
import dev.agentsessions.secret.SecretKey;

/** Secrets are sealed with a key (P-06), the same one for all hosts of a store. */
public final class SecretsModule extends AbstractModule {
  private final SecretKey key;

  public SecretsModule(SecretKey key) {
    this.key = requireNonNull(key, "key");
  }

  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), SecretCipher.class)
        .setBinding()
        .toInstance(new AesGcmCipher(key));
  }
}
