package dev.agentsessions.identity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a request says about who sends it, unproven.
 *
 * @param authorization header
 * @param cookie header
 */
public record Credentials(Optional<String> authorization, Optional<String> cookie) {
  public Credentials {
    requireNonNull(authorization, "authorization");
    requireNonNull(cookie, "cookie");
  }

  /** Says only which of them there are. */
  @Override
  public String toString() {
    return "Credentials[authorization: "
        + authorization.isPresent()
        + ", cookie: "
        + cookie.isPresent()
        + "]";
  }
}
