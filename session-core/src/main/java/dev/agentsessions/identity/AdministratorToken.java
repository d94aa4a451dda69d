package dev.agentsessions.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that whoever may read the data directory can administer the host: the file {@code
 * admin.token} in it, for its owner alone, holds a token for a month at least. It is written when
 * there is none that holds, and left alone otherwise.
 */
public final class AdministratorToken implements HostPart {
  public static final Caller ADMINISTRATOR = new Caller("admin", Set.of(), Standing.ADMINISTRATOR);

  private static final Logger log = LoggerFactory.getLogger(AdministratorToken.class);
  private static final String FILE = "admin.token";
  private static final Duration LEFT = Duration.ofDays(30);

  private final Path file;
  private final Tokens tokens;
  private final TokenIssuer issuer;
  private final InstantSource clock;

  public AdministratorToken(Path data, Tokens tokens, TokenIssuer issuer, InstantSource clock) {
    this.file = data.resolve(FILE);
    this.tokens = requireNonNull(tokens, "tokens");
    this.issuer = requireNonNull(issuer, "issuer");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Says in the log where the file is, and not what is in it.
   *
   * @throws UncheckedIOException if the file cannot be read or written
   */
  @Override
  public void start() {
    try {
      if (!holds()) {
        IssuedToken issued = issuer.issue(ADMINISTRATOR, Optional.of(FILE), Token.LONGEST);
        SecretFile.write(file, issued.secret());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the administrator's token in " + file, e);
    }
    log.info("the administrator's token is in {}", file);
  }

  private boolean holds() throws IOException {
    try {
      return TokenSecret.parse(Files.readString(file, UTF_8).strip())
          .filter(this::holds)
          .isPresent();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private boolean holds(TokenSecret secret) {
    return tokens
        .find(secret.id())
        .filter(token -> token.hash().matches(secret.hash()))
        .filter(token -> token.caller().equals(ADMINISTRATOR))
        .filter(token -> !token.isExpired(clock.instant().plus(LEFT)))
        .isPresent();
  }

  @Override
  public void close() {}
}
