package dev.agentsessions.identity;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A token as it is stored: whoever proves it is the caller.
 *
 * @param caller a member of no organization: nobody can say yet of which
 * @param name that a person gave it; absent for those that no person holds
 * @param hash of its secret
 * @param expiresAt at most {@link #LONGEST} after it was made
 */
public record Token(
    TokenId id,
    Caller caller,
    Optional<String> name,
    TokenHash hash,
    Instant createdAt,
    Instant expiresAt) {
  public static final Duration LONGEST = Duration.ofDays(365);

  public Token {
    requireNonNull(id, "id");
    checkArgument(caller.organizations().isEmpty(), "a token keeps no organizations");
    requireNonNull(name, "name");
    requireNonNull(hash, "hash");
    checkArgument(
        expiresAt.isAfter(createdAt) && !expiresAt.isAfter(createdAt.plus(LONGEST)),
        "a token lives up to %s: %s to %s",
        LONGEST,
        createdAt,
        expiresAt);
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
