package dev.agentsessions.examples.program;

import dev.agentsessions.secret.SecretKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the key is that secrets are sealed with (P-06). */
public final class KeyFile {
  private static final String NAME = "secret.key";

  private KeyFile() {}

  /**
   * The key of a data directory, which is made when it is missing, or that of another file, which
   * must be there.
   *
   * @throws Refusal if it cannot be read
   */
  public static SecretKey read(Path data, Optional<Path> named) {
    Path file = named.orElseGet(() -> data.resolve(NAME));
    try {
      return named.isPresent() ? SecretKey.read(file) : SecretKey.in(file);
    } catch (IOException e) {
      throw new Refusal("cannot use the key file " + file + ": " + DataDirectory.reason(e), e);
    }
  }
}
