package dev.agentsessions.memory;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Entry;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The lists of projects in memory. */
final class InMemoryCatalog implements Catalog {
  /** Where an entry is. */
  record Place(ProjectId project, Kind<?> kind, String key) {}

  private final GuardedTables tables;

  InMemoryCatalog(GuardedTables tables) {
    this.tables = tables;
  }

  @Override
  public <T extends Entry> void create(Kind<T> kind, ProjectId project, T entry) {
    tables.write(
        all -> {
          if (!all.projects().containsKey(project)) {
            throw new NotFound("project " + project);
          }
          if (all.catalog().putIfAbsent(new Place(project, kind, entry.key()), entry) != null) {
            throw new AlreadyExists("id", entry.key(), entry.key());
          }
          return entry;
        });
  }

  @Override
  public <T extends Entry> void replace(Kind<T> kind, ProjectId project, T entry) {
    tables.write(
        all ->
            found(
                kind,
                entry.key(),
                all.catalog().replace(new Place(project, kind, entry.key()), entry) != null));
  }

  @Override
  public void delete(Kind<?> kind, ProjectId project, String key) {
    tables.write(
        all -> found(kind, key, all.catalog().remove(new Place(project, kind, key)) != null));
  }

  private static boolean found(Kind<?> kind, String key, boolean isThere) {
    if (!isThere) {
      throw new NotFound(kind + " " + key);
    }
    return true;
  }

  @Override
  public <T extends Entry> Optional<T> find(Kind<T> kind, ProjectId project, String key) {
    return tables.read(
        all ->
            Optional.ofNullable(all.catalog().get(new Place(project, kind, key)))
                .map(kind.type()::cast));
  }

  @Override
  public <T extends Entry> List<T> list(Kind<T> kind, ProjectId project) {
    return tables.read(
        all ->
            all.catalog().entrySet().stream()
                .filter(each -> each.getKey().project().equals(project))
                .filter(each -> each.getKey().kind().equals(kind))
                .map(each -> kind.type().cast(each.getValue()))
                .sorted(Comparator.comparing(Entry::key))
                .toList());
  }
}
