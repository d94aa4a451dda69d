package dev.agentsessions.credential;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.secret.SealedSecret;
import java.time.Instant;
import java.util.Optional;

/**
 * A user's token for a server, sealed.
 *
 * @param storedAt in microseconds
 * @param expiresAt in microseconds; absent: nobody said
 */
public record StoredGitToken(
    GitServer server,
    String username,
    SealedSecret sealed,
    Instant storedAt,
    Optional<Instant> expiresAt) {
  public StoredGitToken {
    requireNonNull(server, "server");
    requireNonNull(username, "username");
    requireNonNull(sealed, "sealed");
    requireNonNull(storedAt, "storedAt");
    requireNonNull(expiresAt, "expiresAt");
  }
}
