package dev.agentsessions.identity;

import dev.agentsessions.session.SessionException;
import java.util.List;
import java.util.Optional;

/**
 * Where tokens are kept, without their secrets. What is of a session or a worker goes with its row.
 * Safe for many threads and processes. Passes {@code TokensContract}.
 *
 * <p>Every method may throw {@link SessionException.Unavailable}: nothing happened; a write may
 * throw {@link SessionException.OutcomeUnknown}.
 */
public interface Tokens {
  /**
   * Stores a token. A worker's or a host's takes the place of the one that it had; of the same
   * caller, those that are over when this one begins are forgotten.
   *
   * @throws SessionException.AlreadyExists if the id is taken
   * @throws SessionException.NotFound if its session or worker is not there
   */
  void add(Token token);

  /** Also one that is over. */
  Optional<Token> find(TokenId id);

  /** Those of a person or an administrator of this id, newest first. */
  List<Token> ofUser(String caller);

  /**
   * Forgets a token; nobody proves anything by it from now on.
   *
   * @return whether it was there
   */
  boolean revoke(TokenId id);
}
