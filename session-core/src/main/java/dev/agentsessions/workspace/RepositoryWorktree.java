package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A worktree as its repository lists it.
 *
 * @param directory as the repository knows it, absolute
 * @param branch absent: a commit is checked out, or nothing
 * @param main whether it is the repository's own
 * @param missing its directory is gone, and the repository does not know yet
 */
public record RepositoryWorktree(
    String directory, Optional<String> branch, boolean main, boolean missing) {
  public RepositoryWorktree {
    requireNonNull(directory, "directory");
    requireNonNull(branch, "branch");
  }
}
