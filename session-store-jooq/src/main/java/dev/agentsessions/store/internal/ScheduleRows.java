package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.PROJECT;
import static dev.agentsessions.store.internal.generated.Tables.SCHEDULE;

import dev.agentsessions.json.StoredJson;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.schedule.Overlap;
import dev.agentsessions.schedule.Schedule;
import dev.agentsessions.schedule.ScheduleId;
import dev.agentsessions.schedule.Timing;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SelectConditionStep;
import org.jooq.impl.SQLDataType;

/** The statements on schedules. */
final class ScheduleRows {
  private record Change(Schedule before, Schedule after) {}

  private record Due(Instant now, long max) {}

  private static final Columns<Schedule> COLUMNS =
      Columns.<Schedule>none()
          .and(SCHEDULE.ID, each -> each.id().value())
          .and(SCHEDULE.PROJECT, each -> each.project().value())
          .and(SCHEDULE.NAME, Schedule::name)
          .and(SCHEDULE.CRON, each -> each.timing().cron())
          .and(SCHEDULE.TIME_ZONE, each -> each.timing().zone().getId())
          .and(SCHEDULE.OVERLAP, each -> each.overlap().name())
          .and(SCHEDULE.REQUEST, each -> StoredJson.write(each.request()))
          .and(SCHEDULE.SUSPENDED, Schedule::suspended)
          .and(SCHEDULE.NEXT_AT, each -> each.nextAt().orElse(null))
          .and(SCHEDULE.CREATED_AT, Schedule::createdAt)
          .and(SCHEDULE.CREATED_BY, Schedule::createdBy)
          .and(SCHEDULE.VERSION, Schedule::version);

  private final Template<Schedule> add;
  private final Template<ScheduleId> byId;
  private final Template<Schedule> project;
  private final Template<Schedule> byName;
  private final Template<ProjectId> all;
  private final Template<Due> due;
  private final Template<Change> change;
  private final Template<ScheduleId> delete;

  ScheduleRows(DSLContext db) {
    add = Template.of(db, in -> db.insertInto(SCHEDULE).set(in.of(COLUMNS, each -> each)));
    byId = Template.of(db, in -> select(db, SCHEDULE.ID.eq(in.of(SCHEDULE.ID, ScheduleId::value))));
    project =
        Template.of(
            db,
            in ->
                db.select(PROJECT.ID)
                    .from(PROJECT)
                    .where(PROJECT.ID.eq(in.of(PROJECT.ID, each -> each.project().value()))));
    byName =
        Template.of(
            db,
            in ->
                select(
                    db,
                    SCHEDULE
                        .PROJECT
                        .eq(in.of(SCHEDULE.PROJECT, each -> each.project().value()))
                        .and(SCHEDULE.NAME.eq(in.of(SCHEDULE.NAME, Schedule::name)))));
    all =
        Template.of(
            db,
            in ->
                select(db, SCHEDULE.PROJECT.eq(in.of(SCHEDULE.PROJECT, ProjectId::value)))
                    .orderBy(SCHEDULE.NAME));
    due =
        Template.of(
            db,
            in ->
                select(db, SCHEDULE.NEXT_AT.le(in.of(SCHEDULE.NEXT_AT, Due::now)))
                    .orderBy(SCHEDULE.NEXT_AT, SCHEDULE.ID)
                    .limit(in.of(SQLDataType.BIGINT, Due::max)));
    change =
        Template.of(
            db,
            in ->
                db.update(SCHEDULE)
                    .set(in.of(COLUMNS, Change::after))
                    .where(
                        SCHEDULE.ID.eq(in.of(SCHEDULE.ID, each -> each.before().id().value())),
                        SCHEDULE.VERSION.eq(
                            in.of(SCHEDULE.VERSION, each -> each.before().version()))));
    delete =
        Template.of(
            db,
            in ->
                db.deleteFrom(SCHEDULE)
                    .where(SCHEDULE.ID.eq(in.of(SCHEDULE.ID, ScheduleId::value))));
  }

  private static SelectConditionStep<?> select(DSLContext db, Condition which) {
    return db.select(SCHEDULE.fields()).from(SCHEDULE).where(which);
  }

  int add(Work work, Schedule schedule) throws SQLException {
    return work.run(add, schedule);
  }

  Optional<Schedule> find(Work work, ScheduleId schedule) throws SQLException {
    return work.read(byId, schedule, ScheduleRows::schedules).stream().findFirst();
  }

  /** The one that has the name of another. */
  Optional<Schedule> holder(Work work, Schedule named) throws SQLException {
    return work.read(byName, named, ScheduleRows::schedules).stream().findFirst();
  }

  /** Whether the project of a schedule is there. */
  boolean hasProject(Work work, Schedule of) throws SQLException {
    return work.read(project, of, Rows::next);
  }

  List<Schedule> list(Work work, ProjectId project) throws SQLException {
    return work.read(all, project, ScheduleRows::schedules);
  }

  List<Schedule> due(Work work, Instant now, int max) throws SQLException {
    return work.read(due, new Due(now, max), ScheduleRows::schedules);
  }

  boolean change(Work work, Schedule before, Schedule after) throws SQLException {
    return work.run(change, new Change(before, after)) == 1;
  }

  boolean delete(Work work, ScheduleId schedule) throws SQLException {
    return work.run(delete, schedule) == 1;
  }

  private static List<Schedule> schedules(Rows rows) throws SQLException {
    List<Schedule> schedules = new ArrayList<>();
    while (rows.next()) {
      schedules.add(
          new Schedule(
              new ScheduleId(rows.get(SCHEDULE.ID)),
              new ProjectId(rows.get(SCHEDULE.PROJECT)),
              rows.get(SCHEDULE.NAME),
              new Timing(rows.get(SCHEDULE.CRON), ZoneId.of(rows.get(SCHEDULE.TIME_ZONE))),
              Overlap.valueOf(rows.get(SCHEDULE.OVERLAP)),
              StoredJson.readCreateSession(rows.get(SCHEDULE.REQUEST)),
              rows.get(SCHEDULE.SUSPENDED),
              rows.find(SCHEDULE.NEXT_AT),
              rows.get(SCHEDULE.CREATED_AT),
              rows.get(SCHEDULE.CREATED_BY),
              rows.get(SCHEDULE.VERSION)));
    }
    return schedules;
  }
}
