package dev.agentsessions.examples.console;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.secret.AesGcmCipher;
import dev.agentsessions.secret.SecretCipher;
import dev.agentsessions.secret.SecretKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Secrets are sealed with the key of a file (P-06). */
final class SecretsModule extends AbstractModule {
  private static final String NAME = "secret.key";

  private final SecretKey key;

  private SecretsModule(SecretKey key) {
    this.key = requireNonNull(key, "key");
  }

  /**
   * With the key of a data directory, which is made when it is missing, or that of another file,
   * which must be there.
   *
   * @throws Refusal if it cannot be read
   */
  static SecretsModule with(Path data, Optional<Path> named) {
    Path file = named.orElseGet(() -> data.resolve(NAME));
    try {
      return new SecretsModule(named.isPresent() ? SecretKey.read(file) : SecretKey.in(file));
    } catch (IOException e) {
      throw new Refusal("cannot use the key file " + file + ": " + DataDirectory.reason(e), e);
    }
  }

  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), SecretCipher.class)
        .setBinding()
        .toInstance(new AesGcmCipher(key));
  }
}
