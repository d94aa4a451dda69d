package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A git repository that sessions of a project may work on (G-09).
 *
 * @param name 1..200 characters; several may have one
 * @param path absolute, of this machine
 */
public record Repository(
    RepositoryId id, String name, Path path, RepositorySettings settings, Instant createdAt)
    implements Entry {
  private static final int MAX_NAME = 200;

  public Repository {
    requireNonNull(id, "id");
    Invalid.check(
        !name.isBlank() && name.length() <= MAX_NAME, "name", "must have 1..200 characters");
    Invalid.check(path.isAbsolute(), "path", "must be absolute: " + path);
    requireNonNull(settings, "settings");
    requireNonNull(createdAt, "createdAt");
  }

  @Override
  public String key() {
    return id.value();
  }
}
