package dev.agentsessions.identity;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Makes tokens (T-03). Safe for many threads. */
public final class TokenIssuer {
  private final Tokens tokens;
  private final IdGenerator ids;
  private final InstantSource clock;

  @Inject
  public TokenIssuer(Tokens tokens, IdGenerator ids, InstantSource clock) {
    this.tokens = requireNonNull(tokens, "tokens");
    this.ids = requireNonNull(ids, "ids");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Stores a new token.
   *
   * @param life above zero, up to {@link Token#LONGEST}
   */
  public IssuedToken issue(Caller caller, Optional<String> name, Duration life) {
    TokenSecret secret = TokenSecret.make(new TokenId(ids.next(TokenId.PREFIX)));
    Instant now = clock.instant();
    var token = new Token(secret.id(), caller, name, secret.hash(), now, now.plus(life));
    tokens.add(token);
    return new IssuedToken(token, secret);
  }
}
