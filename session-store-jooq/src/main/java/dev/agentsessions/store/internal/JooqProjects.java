package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.PROJECT;
import static dev.agentsessions.store.internal.generated.Tables.SCHEDULE;
import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static dev.agentsessions.store.internal.generated.Tables.SESSION_EVENT;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.StoredJson;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.project.Projects;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotEmpty;
import dev.agentsessions.session.SessionException.NotFound;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Projects in a SQL database. Safe from any thread. */
public final class JooqProjects implements Projects {
  private static final Columns<Project> COLUMNS =
      Columns.<Project>none()
          .and(PROJECT.ID, project -> project.id().value())
          .and(PROJECT.DISPLAY_NAME, project -> project.displayName().orElse(null))
          .and(PROJECT.SETTINGS, project -> StoredJson.write(project.settings()))
          .and(PROJECT.CREATED_AT, Project::createdAt);

  private record Settings(ProjectId project, ProjectSettings settings) {}

  private final Database database;
  private final Template<Project> create;
  private final Template<ProjectId> byId;
  private final Template<Projects> all;
  private final Template<Settings> change;
  private final Template<ProjectId> deleteEvents;
  private final Template<ProjectId> delete;
  private final Template<ProjectId> sessions;
  private final Template<ProjectId> schedules;

  @Inject
  public JooqProjects(Database database) {
    this.database = requireNonNull(database, "database");
    DSLContext db = database.dsl();
    create =
        Template.of(
            db,
            in ->
                db.insertInto(PROJECT)
                    .set(in.of(COLUMNS, project -> project))
                    .set(PROJECT.LAST_POSITION, DSL.inline(0L)));
    byId =
        Template.of(
            db,
            in ->
                db.select(PROJECT.fields())
                    .from(PROJECT)
                    .where(PROJECT.ID.eq(in.of(PROJECT.ID, ProjectId::value))));
    all = Template.of(db, in -> db.select(PROJECT.fields()).from(PROJECT).orderBy(PROJECT.ID));
    change =
        Template.of(
            db,
            in ->
                db.update(PROJECT)
                    .set(
                        PROJECT.SETTINGS,
                        in.of(PROJECT.SETTINGS, each -> StoredJson.write(each.settings())))
                    .where(PROJECT.ID.eq(in.of(PROJECT.ID, each -> each.project().value()))));
    deleteEvents =
        Template.of(
            db,
            in ->
                db.deleteFrom(SESSION_EVENT)
                    .where(
                        SESSION_EVENT.PROJECT.eq(in.of(SESSION_EVENT.PROJECT, ProjectId::value))));
    delete =
        Template.of(
            db,
            in -> db.deleteFrom(PROJECT).where(PROJECT.ID.eq(in.of(PROJECT.ID, ProjectId::value))));
    sessions =
        Template.of(
            db,
            in ->
                db.select(SESSION.ID)
                    .from(SESSION)
                    .where(SESSION.PROJECT.eq(in.of(SESSION.PROJECT, ProjectId::value)))
                    .limit(DSL.inline(1L)));
    schedules =
        Template.of(
            db,
            in ->
                db.select(SCHEDULE.ID)
                    .from(SCHEDULE)
                    .where(SCHEDULE.PROJECT.eq(in.of(SCHEDULE.PROJECT, ProjectId::value)))
                    .limit(DSL.inline(1L)));
  }

  @Override
  public void create(Project project) {
    database.write(
        work -> work.run(create, project),
        work -> find(work, project.id()).map(holder -> taken(holder.id().value())));
  }

  @Override
  public void change(ProjectId id, ProjectSettings settings) {
    database.write(work -> found(id, work.run(change, new Settings(id, settings))));
  }

  /**
   * Whoever creates a session or a schedule there at the same time holds the row, or finds it gone.
   */
  @Override
  public void delete(ProjectId id) {
    database.write(
        work -> {
          work.run(deleteEvents, id);
          return found(id, work.run(delete, id));
        },
        work -> {
          boolean hasSessions = work.read(sessions, id, Rows::next);
          return hasSessions || work.read(schedules, id, Rows::next)
              ? Optional.of(new NotEmpty("project " + id, hasSessions ? "sessions" : "schedules"))
              : Optional.empty();
        });
  }

  private static int found(ProjectId id, int rows) {
    if (rows == 0) {
      throw new NotFound("project " + id);
    }
    return rows;
  }

  @Override
  public Optional<Project> find(ProjectId id) {
    return database.read(work -> find(work, id));
  }

  @Override
  public List<Project> list() {
    return database.read(work -> work.read(all, this, JooqProjects::projects));
  }

  private Optional<Project> find(Work work, ProjectId id) throws SQLException {
    return work.read(byId, id, rows -> projects(rows).stream().findFirst());
  }

  private static AlreadyExists taken(String id) {
    return new AlreadyExists("id", id, id);
  }

  private static List<Project> projects(Rows rows) throws SQLException {
    List<Project> projects = new ArrayList<>();
    while (rows.next()) {
      projects.add(
          new Project(
              new ProjectId(rows.get(PROJECT.ID)),
              rows.find(PROJECT.DISPLAY_NAME),
              StoredJson.readProjectSettings(rows.get(PROJECT.SETTINGS)),
              rows.get(PROJECT.CREATED_AT)));
    }
    return projects;
  }
}
