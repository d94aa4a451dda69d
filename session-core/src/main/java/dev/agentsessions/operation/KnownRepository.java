package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryClone;
import java.util.Optional;

/**
 * A repository as callers see it.
 *
 * @param state how far its clone is; absent: it was there before
 */
public record KnownRepository(Repository repository, Optional<RepositoryClone> state) {
  public KnownRepository {
    requireNonNull(repository, "repository");
    requireNonNull(state, "state");
  }
}
