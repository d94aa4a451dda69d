package dev.agentsessions.workspace;

import dev.agentsessions.session.Session;
import java.util.Optional;

/**
 * Short-lived credentials for git, of a session's owner and never of another user (T-07). Asked
 * just before each use; whoever gets one forgets it afterwards. Safe for many threads.
 */
@FunctionalInterface
public interface GitTokens {
  /** Nobody has any: only what needs none is reached. */
  GitTokens NONE = (session, url) -> Optional.empty();

  /**
   * A credential for a repository.
   *
   * @return empty: none is kept for this server, and git tries without
   * @throws dev.agentsessions.session.SessionException.Invalid if this server needs one that the
   *     session's owner does not have
   * @throws GitException.RemoteFailed if the provider fails
   */
  Optional<GitCredential> credential(Session session, GitUrl url);
}
