package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Token;
import dev.agentsessions.session.SessionException.Invalid;
import java.time.Duration;
import java.util.Optional;

/**
 * A personal token to make.
 *
 * @param name for people, 1..200 characters
 * @param lifetime above zero, up to a year
 * @param user whose it shall be, a person's; absent: the caller's own, with all that the caller may
 */
public record NewToken(String name, Duration lifetime, Optional<String> user) {
  public static final Duration USUAL_LIFETIME = Duration.ofDays(90);
  private static final int MAX_NAME = 200;

  public NewToken {
    Invalid.check(
        !name.isBlank() && name.length() <= MAX_NAME, "name", "must have 1..200 characters");
    Invalid.check(
        lifetime.isPositive() && lifetime.compareTo(Token.LONGEST) <= 0,
        "lifetime",
        "must be above zero, up to a year (P365D)");
    requireNonNull(user, "user");
    user.ifPresent(
        id ->
            Invalid.check(
                !id.isBlank() && id.length() <= MAX_NAME, "user", "must have 1..200 characters"));
  }
}
