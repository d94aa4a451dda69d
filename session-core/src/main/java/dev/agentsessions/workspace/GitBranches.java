package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The branches of a repository, without HEAD.
 *
 * @param current absent while a commit is checked out, and no branch
 * @param local sorted
 * @param remote with their remote's name before them, as they were fetched last; sorted
 */
public record GitBranches(Optional<String> current, List<String> local, List<String> remote) {
  public GitBranches {
    requireNonNull(current, "current");
    local = List.copyOf(local);
    remote = List.copyOf(remote);
  }
}
