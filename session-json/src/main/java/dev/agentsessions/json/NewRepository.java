package dev.agentsessions.json;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.catalog.RepositorySource;
import java.util.Optional;

/**
 * A repository to note or to clone, or as it shall be.
 *
 * @param name absent: the usual one
 */
public record NewRepository(
    Optional<String> name, RepositorySource source, RepositorySettings settings) {
  public NewRepository {
    requireNonNull(name, "name");
    requireNonNull(source, "source");
    requireNonNull(settings, "settings");
  }
}
