package dev.agentsessions.json;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.RepositorySettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A repository to note, or as it shall be.
 *
 * @param name absent: the directory's
 */
public record NewRepository(Optional<String> name, Path path, RepositorySettings settings) {
  public NewRepository {
    requireNonNull(name, "name");
    requireNonNull(path, "path");
    requireNonNull(settings, "settings");
  }
}
