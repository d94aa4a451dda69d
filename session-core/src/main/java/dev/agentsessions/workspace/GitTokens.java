package dev.agentsessions.workspace;

import dev.agentsessions.identity.Owner;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import java.util.Optional;

/**
 * Short-lived credentials for git, of an owner and never of another user (T-07). Asked just before
 * each use; whoever gets one forgets it afterwards. Safe for many threads.
 */
@FunctionalInterface
public interface GitTokens {
  /** Nobody has any: only what needs none is reached. */
  GitTokens NONE = (project, owner, url) -> Optional.empty();

  /**
   * A credential for a repository.
   *
   * @return empty: none is kept for this server, and git tries without
   * @throws Invalid if what the owner has for this server is over
   * @throws GitException.RemoteFailed if the provider fails
   */
  Optional<GitCredential> credential(ProjectId project, Owner owner, GitUrl url);

  /** The same, for a repository that a session works on. */
  default Optional<GitCredential> credential(Session session, GitUrl url) {
    return credential(session.identity().project(), session.identity().owner(), url);
  }

  /** What is told where a server asks for a credential and the owner has none: the way out. */
  static Invalid missing(GitUrl url) {
    return new Invalid(
        "credential",
        "for %1$s is missing: the session's owner stores one by PUT /api/v1/git-credentials/%1$s"
            .formatted(url.authority()));
  }
}
