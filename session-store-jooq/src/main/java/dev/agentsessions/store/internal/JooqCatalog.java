package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.CATALOG_ENTRY;
import static dev.agentsessions.store.internal.generated.Tables.PROJECT;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Entry;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.json.StoredJson;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The lists of projects in a SQL database, entries as JSON. Safe from any thread. */
public final class JooqCatalog implements Catalog {
  private record Place(ProjectId project, Kind<?> kind, String key) {}

  private record Row(Place place, String document) {}

  private final Database database;
  private final Template<Row> create;
  private final Template<Row> replace;
  private final Template<Place> delete;
  private final Template<Place> byKey;
  private final Template<Place> all;
  private final Template<Place> projectOf;

  @Inject
  public JooqCatalog(Database database) {
    this.database = requireNonNull(database, "database");
    DSLContext db = database.dsl();
    create =
        Template.of(
            db,
            in ->
                db.insertInto(CATALOG_ENTRY)
                    .set(
                        CATALOG_ENTRY.PROJECT,
                        in.of(CATALOG_ENTRY.PROJECT, row -> row.place().project().value()))
                    .set(
                        CATALOG_ENTRY.KIND,
                        in.of(CATALOG_ENTRY.KIND, row -> row.place().kind().name()))
                    .set(
                        CATALOG_ENTRY.ENTRY_KEY,
                        in.of(CATALOG_ENTRY.ENTRY_KEY, row -> row.place().key()))
                    .set(CATALOG_ENTRY.ENTRY, in.of(CATALOG_ENTRY.ENTRY, Row::document)));
    replace =
        Template.of(
            db,
            in ->
                db.update(CATALOG_ENTRY)
                    .set(CATALOG_ENTRY.ENTRY, in.of(CATALOG_ENTRY.ENTRY, Row::document))
                    .where(
                        CATALOG_ENTRY.PROJECT.eq(
                            in.of(CATALOG_ENTRY.PROJECT, row -> row.place().project().value())),
                        CATALOG_ENTRY.KIND.eq(
                            in.of(CATALOG_ENTRY.KIND, row -> row.place().kind().name())),
                        CATALOG_ENTRY.ENTRY_KEY.eq(
                            in.of(CATALOG_ENTRY.ENTRY_KEY, row -> row.place().key()))));
    delete = Template.of(db, in -> db.deleteFrom(CATALOG_ENTRY).where(isAt(in)));
    byKey =
        Template.of(db, in -> db.select(CATALOG_ENTRY.ENTRY).from(CATALOG_ENTRY).where(isAt(in)));
    all =
        Template.of(
            db,
            in ->
                db.select(CATALOG_ENTRY.ENTRY)
                    .from(CATALOG_ENTRY)
                    .where(isIn(in))
                    .orderBy(CATALOG_ENTRY.ENTRY_KEY));
    projectOf =
        Template.of(
            db,
            in ->
                db.select(PROJECT.ID)
                    .from(PROJECT)
                    .where(PROJECT.ID.eq(in.of(PROJECT.ID, place -> place.project().value()))));
  }

  private static Condition isIn(Parameters<Place> in) {
    return DSL.and(
        CATALOG_ENTRY.PROJECT.eq(in.of(CATALOG_ENTRY.PROJECT, place -> place.project().value())),
        CATALOG_ENTRY.KIND.eq(in.of(CATALOG_ENTRY.KIND, place -> place.kind().name())));
  }

  private static Condition isAt(Parameters<Place> in) {
    return isIn(in).and(CATALOG_ENTRY.ENTRY_KEY.eq(in.of(CATALOG_ENTRY.ENTRY_KEY, Place::key)));
  }

  @Override
  public <T extends Entry> void create(Kind<T> kind, ProjectId project, T entry) {
    var place = new Place(project, kind, entry.key());
    database.write(
        work -> work.run(create, new Row(place, StoredJson.write(entry))),
        work -> inTheWay(work, place));
  }

  private Optional<SessionException> inTheWay(Work work, Place place) throws SQLException {
    if (!work.read(projectOf, place, Rows::next)) {
      return Optional.of(new NotFound("project " + place.project()));
    }
    return work.read(byKey, place, Rows::next)
        ? Optional.of(new AlreadyExists("id", place.key(), place.key()))
        : Optional.empty();
  }

  @Override
  public <T extends Entry> void replace(Kind<T> kind, ProjectId project, T entry) {
    var place = new Place(project, kind, entry.key());
    database.write(
        work -> found(place, work.run(replace, new Row(place, StoredJson.write(entry)))));
  }

  @Override
  public void delete(Kind<?> kind, ProjectId project, String key) {
    var place = new Place(project, kind, key);
    database.write(work -> found(place, work.run(delete, place)));
  }

  private static int found(Place place, int rows) {
    if (rows == 0) {
      throw new NotFound(place.kind() + " " + place.key());
    }
    return rows;
  }

  @Override
  public <T extends Entry> Optional<T> find(Kind<T> kind, ProjectId project, String key) {
    return database.read(
        work ->
            work.read(byKey, new Place(project, kind, key), rows -> entries(kind, rows).stream())
                .findFirst());
  }

  @Override
  public <T extends Entry> List<T> list(Kind<T> kind, ProjectId project) {
    return database.read(
        work -> work.read(all, new Place(project, kind, ""), rows -> entries(kind, rows)));
  }

  private static <T extends Entry> List<T> entries(Kind<T> kind, Rows rows) throws SQLException {
    List<T> entries = new ArrayList<>();
    while (rows.next()) {
      entries.add(StoredJson.readEntry(kind, rows.get(CATALOG_ENTRY.ENTRY)));
    }
    return entries;
  }
}
