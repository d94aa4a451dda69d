package dev.agentsessions.credential;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.TooLarge;
import java.time.Instant;
import java.util.Optional;

/**
 * A token that somebody wants to be kept.
 *
 * @param username that goes with it; most servers do not look at it
 * @param token 1..{@value #MAX} printable characters without blanks
 * @param expiresAt absent: nobody said
 */
public record NewGitToken(
    GitServer server, String username, String token, Optional<Instant> expiresAt) {
  public static final int MAX = 4096;

  /** What servers are told that do not look at it. */
  public static final String USUAL_USERNAME = "git";

  private static final int MAX_USERNAME = 255;

  public NewGitToken {
    requireNonNull(server, "server");
    Invalid.check(
        !username.isEmpty()
            && username.length() <= MAX_USERNAME
            && username.chars().noneMatch(each -> Character.isISOControl(each) || each == ':'),
        "username",
        "must have 1..255 characters, no colon and no control character");
    if (token.length() > MAX) {
      throw new TooLarge("token", token.length(), MAX);
    }
    Invalid.check(
        !token.isEmpty() && token.chars().allMatch(each -> each > ' ' && each < 0x7f),
        "token",
        "must have 1.." + MAX + " printable ASCII characters and no blank");
    requireNonNull(expiresAt, "expiresAt");
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "token for " + server;
  }
}
