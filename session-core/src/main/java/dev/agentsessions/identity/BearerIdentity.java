package dev.agentsessions.identity;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Unauthenticated;
import java.util.Optional;

/** Callers by the token of ours in their {@code Authorization} header. */
public final class BearerIdentity implements CallerIdentity {
  /** The one user of single-user mode. */
  public static final Caller USER = Caller.of("user");

  private final TokenCheck tokens;
  private final Optional<Caller> anybody;

  private BearerIdentity(TokenCheck tokens, Optional<Caller> anybody) {
    this.tokens = requireNonNull(tokens, "tokens");
    this.anybody = anybody;
  }

  /** Nobody comes in without a token. */
  public static CallerIdentity strict(TokenCheck tokens) {
    return new BearerIdentity(tokens, Optional.empty());
  }

  /**
   * Whoever reaches the loopback address is the one user, and needs no token; what has one, such as
   * a worker, is whom it proves.
   */
  public static CallerIdentity singleUser(TokenCheck tokens) {
    return new BearerIdentity(tokens, Optional.of(USER));
  }

  @Override
  public Caller identify(Credentials credentials) {
    if (credentials.authorization().isEmpty()) {
      return anybody.orElseThrow(() -> new Unauthenticated("a token is needed"));
    }
    return credentials
        .bearer()
        .flatMap(TokenSecret::parse)
        .flatMap(tokens::caller)
        .orElseThrow(() -> new Unauthenticated("the token is wrong, expired or revoked"));
  }

  @Override
  public boolean isOpen() {
    return anybody.isPresent();
  }
}
