package dev.agentsessions.catalog;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import java.util.List;
import java.util.Optional;

/**
 * The lists of every project. They are small, and read whole or by key; with the project they go.
 * Safe for many threads and processes. Passes {@code CatalogContract}.
 */
public interface Catalog {
  /**
   * @throws SessionException.AlreadyExists if the key is taken in this list; nothing is overwritten
   * @throws SessionException.NotFound if there is no such project
   */
  <T extends Entry> void create(Kind<T> kind, ProjectId project, T entry);

  /**
   * Replaces what has this key, whole; the last call wins.
   *
   * @throws SessionException.NotFound if nothing has it
   */
  <T extends Entry> void replace(Kind<T> kind, ProjectId project, T entry);

  /**
   * @throws SessionException.NotFound if nothing has this key
   */
  void delete(Kind<?> kind, ProjectId project, String key);

  <T extends Entry> Optional<T> find(Kind<T> kind, ProjectId project, String key);

  /** All of a list, by key. */
  <T extends Entry> List<T> list(Kind<T> kind, ProjectId project);

  /**
   * What has this key.
   *
   * @throws SessionException.NotFound if nothing has
   */
  default <T extends Entry> T get(Kind<T> kind, ProjectId project, String key) {
    return find(kind, project, key)
        .orElseThrow(() -> new SessionException.NotFound(kind + " " + key));
  }
}
