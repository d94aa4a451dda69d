package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A git repository that sessions of a project may work on (G-09).
 *
 * @param name 1..200 characters; several may have one
 * @param path absolute, of this machine
 * @param origin absent: it was there, and is not ours to remove
 */
public record Repository(
    RepositoryId id,
    String name,
    Path path,
    Optional<RepositoryOrigin> origin,
    RepositorySettings settings,
    Instant createdAt)
    implements Entry {
  private static final int MAX_NAME = 200;

  public Repository {
    requireNonNull(id, "id");
    Invalid.check(
        !name.isBlank() && name.length() <= MAX_NAME, "name", "must have 1..200 characters");
    Invalid.check(path.isAbsolute(), "path", "must be absolute: " + path);
    requireNonNull(origin, "origin");
    requireNonNull(settings, "settings");
    requireNonNull(createdAt, "createdAt");
  }

  /** One that was there. */
  public Repository(
      RepositoryId id, String name, Path path, RepositorySettings settings, Instant createdAt) {
    this(id, name, path, Optional.empty(), settings, createdAt);
  }

  /** With another name and other settings. */
  public Repository described(String name, RepositorySettings settings) {
    return new Repository(id, name, path, origin, settings, createdAt);
  }

  @Override
  public String key() {
    return id.value();
  }
}
