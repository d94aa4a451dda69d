package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a directory holds of a repository.
 *
 * @param repository the path of the repository itself, which may be another directory
 * @param branch absent while a commit is checked out, and no branch
 */
public record Checkout(String repository, Optional<String> branch) {
  public Checkout {
    requireNonNull(repository, "repository");
    requireNonNull(branch, "branch");
  }
}
