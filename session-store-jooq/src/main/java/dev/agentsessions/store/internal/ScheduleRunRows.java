package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SCHEDULE_RUN;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.schedule.RunId;
import dev.agentsessions.schedule.ScheduleId;
import dev.agentsessions.schedule.ScheduleRun;
import dev.agentsessions.schedule.ScheduleRun.Cause;
import dev.agentsessions.schedule.ScheduleRun.State;
import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.session.SessionId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The statements on the runs of schedules. */
final class ScheduleRunRows {
  private record Listing(ScheduleId schedule, long max) {}

  private static final Columns<ScheduleRun> COLUMNS =
      Columns.<ScheduleRun>none()
          .and(SCHEDULE_RUN.ID, run -> run.id().value())
          .and(SCHEDULE_RUN.SCHEDULE, run -> run.schedule().value())
          .and(SCHEDULE_RUN.PROJECT, run -> run.project().value())
          .and(SCHEDULE_RUN.CAUSE, run -> run.cause().name())
          .and(SCHEDULE_RUN.DUE_AT, ScheduleRun::dueAt)
          .and(SCHEDULE_RUN.CREATED_AT, ScheduleRun::createdAt)
          .and(SCHEDULE_RUN.STATE, run -> run.state().name())
          .and(SCHEDULE_RUN.SESSION, run -> run.session().map(SessionId::value).orElse(null))
          .and(SCHEDULE_RUN.MESSAGE, run -> run.message().orElse(null));

  private static final Condition PENDING = in(State.PENDING);

  private final Template<ScheduleRun> add;
  private final Template<RunId> byId;
  private final Template<Listing> newest;
  private final Template<ScheduleId> lastStarted;
  private final Template<Long> pending;
  private final Template<ScheduleRun> end;
  private final Template<ScheduleId> oldest;
  private final Template<ScheduleRun> forget;

  ScheduleRunRows(DSLContext db) {
    add = Template.of(db, in -> db.insertInto(SCHEDULE_RUN).set(in.of(COLUMNS, run -> run)));
    byId =
        Template.of(db, in -> select(db, SCHEDULE_RUN.ID.eq(in.of(SCHEDULE_RUN.ID, RunId::value))));
    newest =
        Template.of(
            db,
            in ->
                select(
                        db,
                        SCHEDULE_RUN.SCHEDULE.eq(
                            in.of(SCHEDULE_RUN.SCHEDULE, each -> each.schedule().value())))
                    .orderBy(SCHEDULE_RUN.CREATED_AT.desc(), SCHEDULE_RUN.ID.desc())
                    .limit(in.of(SQLDataType.BIGINT, Listing::max)));
    lastStarted =
        Template.of(
            db,
            in ->
                select(
                        db,
                        SCHEDULE_RUN
                            .SCHEDULE
                            .eq(in.of(SCHEDULE_RUN.SCHEDULE, ScheduleId::value))
                            .and(in(State.STARTED)))
                    .orderBy(SCHEDULE_RUN.CREATED_AT.desc(), SCHEDULE_RUN.ID.desc())
                    .limit(DSL.inline(1L)));
    pending =
        Template.of(
            db,
            in ->
                select(db, PENDING)
                    .orderBy(SCHEDULE_RUN.CREATED_AT, SCHEDULE_RUN.ID)
                    .limit(in.of(SQLDataType.BIGINT, max -> max)));
    end =
        Template.of(
            db,
            in ->
                db.update(SCHEDULE_RUN)
                    .set(in.of(COLUMNS, run -> run))
                    .where(
                        SCHEDULE_RUN.ID.eq(in.of(SCHEDULE_RUN.ID, run -> run.id().value())),
                        PENDING));
    oldest =
        Template.of(
            db,
            in ->
                select(
                        db,
                        SCHEDULE_RUN
                            .SCHEDULE
                            .eq(in.of(SCHEDULE_RUN.SCHEDULE, ScheduleId::value))
                            .and(PENDING.not()))
                    .orderBy(SCHEDULE_RUN.CREATED_AT.desc(), SCHEDULE_RUN.ID.desc())
                    .offset(DSL.inline((long) Schedules.KEPT_RUNS))
                    .limit(DSL.inline(1L)));
    forget =
        Template.of(
            db,
            in ->
                db.deleteFrom(SCHEDULE_RUN)
                    .where(
                        SCHEDULE_RUN.SCHEDULE.eq(
                            in.of(SCHEDULE_RUN.SCHEDULE, run -> run.schedule().value())),
                        PENDING.not(),
                        DSL.row(SCHEDULE_RUN.CREATED_AT, SCHEDULE_RUN.ID)
                            .le(
                                DSL.row(
                                    in.of(SCHEDULE_RUN.CREATED_AT, ScheduleRun::createdAt),
                                    in.of(SCHEDULE_RUN.ID, run -> run.id().value())))));
  }

  private static Condition in(State state) {
    return SCHEDULE_RUN.STATE.eq(DSL.inline(state.name()));
  }

  private static SelectConditionStep<?> select(DSLContext db, Condition which) {
    return db.select(SCHEDULE_RUN.fields()).from(SCHEDULE_RUN).where(which);
  }

  /** And forgets the oldest ones. */
  void add(Work work, ScheduleRun run) throws SQLException {
    work.run(add, run);
    Optional<ScheduleRun> over = first(work, oldest, run.schedule());
    if (over.isPresent()) {
      work.run(forget, over.get());
    }
  }

  Optional<ScheduleRun> find(Work work, RunId run) throws SQLException {
    return first(work, byId, run);
  }

  List<ScheduleRun> list(Work work, ScheduleId schedule, int max) throws SQLException {
    return work.read(newest, new Listing(schedule, max), ScheduleRunRows::runs);
  }

  Optional<ScheduleRun> lastStarted(Work work, ScheduleId schedule) throws SQLException {
    return first(work, lastStarted, schedule);
  }

  List<ScheduleRun> pending(Work work, int max) throws SQLException {
    return work.read(pending, (long) max, ScheduleRunRows::runs);
  }

  boolean end(Work work, ScheduleRun run) throws SQLException {
    return work.run(end, run) == 1;
  }

  private static <S> Optional<ScheduleRun> first(Work work, Template<S> which, S source)
      throws SQLException {
    return work.read(which, source, ScheduleRunRows::runs).stream().findFirst();
  }

  private static List<ScheduleRun> runs(Rows rows) throws SQLException {
    List<ScheduleRun> runs = new ArrayList<>();
    while (rows.next()) {
      runs.add(
          new ScheduleRun(
              new RunId(rows.get(SCHEDULE_RUN.ID)),
              new ScheduleId(rows.get(SCHEDULE_RUN.SCHEDULE)),
              new ProjectId(rows.get(SCHEDULE_RUN.PROJECT)),
              Cause.valueOf(rows.get(SCHEDULE_RUN.CAUSE)),
              rows.get(SCHEDULE_RUN.DUE_AT),
              rows.get(SCHEDULE_RUN.CREATED_AT),
              State.valueOf(rows.get(SCHEDULE_RUN.STATE)),
              rows.find(SCHEDULE_RUN.SESSION).map(SessionId::new),
              rows.find(SCHEDULE_RUN.MESSAGE)));
    }
    return runs;
  }
}
