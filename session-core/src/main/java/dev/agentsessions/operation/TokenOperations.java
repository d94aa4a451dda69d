package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.IssuedToken;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.identity.Token;
import dev.agentsessions.identity.TokenId;
import dev.agentsessions.identity.TokenIssuer;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Denied;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What people do with their own tokens, and administrators with everybody's (T-03). A session's or
 * a worker's token makes no other. Safe for many threads.
 *
 * <p>Every method throws {@link Denied} when the caller may not.
 */
public final class TokenOperations {
  /** Of one user. */
  static final int MAX_TOKENS = 100;

  private final Tokens tokens;
  private final TokenIssuer issuer;

  @Inject
  TokenOperations(Tokens tokens, TokenIssuer issuer) {
    this.tokens = requireNonNull(tokens, "tokens");
    this.issuer = requireNonNull(issuer, "issuer");
  }

  /**
   * Makes a token; nobody can tell its secret again.
   *
   * @throws Denied also for another user's, unless the caller is an administrator
   * @throws SessionException.LimitReached if the user has 100 that hold
   */
  public IssuedToken create(Caller caller, NewToken wanted) {
    Caller holder = holder(caller, wanted.user());
    if (tokens.ofUser(holder.id()).size() >= MAX_TOKENS) {
      throw new SessionException.LimitReached("tokens", MAX_TOKENS);
    }
    return issuer.issue(holder, Optional.of(wanted.name()), wanted.lifetime());
  }

  /**
   * A user's tokens, newest first.
   *
   * @param user absent: the caller
   */
  public List<Token> list(Caller caller, Optional<String> user) {
    return tokens.ofUser(holder(caller, user).id());
  }

  /**
   * Makes a token prove nothing from now on.
   *
   * @throws SessionException.NotFound if it is not there, or not the caller's; an administrator
   *     revokes any
   */
  public void revoke(Caller caller, TokenId id) {
    boolean isAdministrator = isAdministrator(caller);
    boolean mayRevoke =
        tokens.find(id).filter(token -> isAdministrator || isOf(caller, token)).isPresent();
    if (!mayRevoke || !tokens.revoke(id)) {
      throw new SessionException.NotFound("token " + id);
    }
  }

  /** Who holds a token that a caller makes: at most what the caller is. */
  private static Caller holder(Caller caller, Optional<String> user) {
    boolean isAdministrator = isAdministrator(caller);
    Optional<String> other = user.filter(id -> !id.equals(caller.id()));
    if (other.isPresent() && !isAdministrator) {
      throw new Denied("another user's tokens are for administrators");
    }
    return other.map(Caller::of).orElse(new Caller(caller.id(), Set.of(), caller.standing()));
  }

  private static boolean isOf(Caller caller, Token token) {
    return token.caller().id().equals(caller.id())
        && token.caller().standing().equals(caller.standing());
  }

  /** Also refuses whoever is no user at all. */
  private static boolean isAdministrator(Caller caller) {
    return switch (caller.standing()) {
      case Standing.Administrator any -> true;
      case Standing.Person any -> false;
      case Standing.OfSession any -> throw notAUser();
      case Standing.OfWorker any -> throw notAUser();
      case Standing.OfHost any -> throw notAUser();
    };
  }

  private static Denied notAUser() {
    return new Denied("tokens are for people");
  }
}
