package dev.agentsessions.workspace;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What a git server takes for one purpose and a short time. Secret: never stored, logged or written
 * anywhere (G-05).
 *
 * @param expiresAt absent: the provider does not say
 */
public record GitCredential(String username, String password, Optional<Instant> expiresAt) {
  public GitCredential {
    checkArgument(isOneLine(username), "a username is one line");
    checkArgument(isOneLine(password), "a password is one line");
    requireNonNull(expiresAt, "expiresAt");
  }

  private static boolean isOneLine(String text) {
    return !text.isEmpty() && text.chars().noneMatch(Character::isISOControl);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "GitCredential[" + username + "]";
  }
}
