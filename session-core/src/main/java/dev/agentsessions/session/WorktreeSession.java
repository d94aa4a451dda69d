package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A session on a branch of a repository, checked out as a git worktree of its own.
 *
 * @param repository a repository's id or the path of a local one
 * @param base the branch starts here when it does not exist yet; absent: the repository's default
 *     branch
 */
public record WorktreeSession(String repository, String branch, Optional<String> base)
    implements SessionKind {
  public WorktreeSession {
    SessionException.Invalid.check(
        !repository.isBlank(), "spec.repository", "must name a repository");
    SessionException.Invalid.check(!branch.isBlank(), "spec.branch", "must name a branch");
    requireNonNull(base, "base");
  }
}
