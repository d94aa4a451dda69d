package dev.agentsessions.credential;

import dev.agentsessions.session.SessionException;
import java.util.List;
import java.util.Optional;

/**
 * Where users' git tokens are kept, sealed (P-06): one a user and server. Safe for many threads and
 * processes. Passes {@code StoredGitTokensContract}.
 *
 * <p>Every method may throw {@link SessionException.Unavailable}: nothing happened; a write may
 * throw {@link SessionException.OutcomeUnknown}, and may be done again.
 */
public interface StoredGitTokens {
  /** Of one user; a few more if several are put at once. */
  int MAX = 100;

  /**
   * Keeps a token, in place of the user's one for this server.
   *
   * @param user a caller's id
   * @throws SessionException.LimitReached if the user has {@link #MAX} for others
   */
  void put(String user, StoredGitToken token);

  /**
   * Forgets a token.
   *
   * @return whether it was there
   */
  boolean remove(String user, GitServer server);

  Optional<StoredGitToken> find(String user, GitServer server);

  /** All of a user's, by the names of their servers. */
  List<StoredGitToken> list(String user);
}
