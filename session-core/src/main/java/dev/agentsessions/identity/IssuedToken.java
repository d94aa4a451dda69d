package dev.agentsessions.identity;

import static java.util.Objects.requireNonNull;

/** A token that was just made, with the secret that nobody can tell again. */
public record IssuedToken(Token token, TokenSecret secret) {
  public IssuedToken {
    requireNonNull(token, "token");
    requireNonNull(secret, "secret");
  }
}
