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
  private static final String BEARER = "Bearer ";

  public Credentials {
    requireNonNull(authorization, "authorization");
    requireNonNull(cookie, "cookie");
  }

  /**
   * The token of an {@code Authorization: Bearer} header; empty for another scheme, or none.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, 2.1</a>
   */
  public Optional<String> bearer() {
    return authorization
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).strip());
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
