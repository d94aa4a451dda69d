package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.TASK;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.task.NewTask;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskCursor;
import dev.agentsessions.task.TaskId;
import dev.agentsessions.task.TaskState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The statements on our tasks. */
final class TaskRows {
  private record Change(StoredTask before, StoredTask after) {}

  private record Listing(ProjectId project, String state, TaskCursor after, long max) {}

  /** Before the newest. */
  private static final TaskCursor START =
      new TaskCursor(Instant.parse("9999-12-31T00:00:00Z"), new TaskId(TaskId.PREFIX));

  private static final Columns<StoredTask> COLUMNS =
      Columns.<StoredTask>none()
          .and(TASK.ID, row -> row.task().id().value())
          .and(TASK.PROJECT, row -> row.task().work().project().value())
          .and(TASK.NAME, row -> row.task().work().name())
          .and(TASK.TASK_KEY, row -> row.task().work().key())
          .and(TASK.PAYLOAD, row -> row.task().work().payload().orElse(null))
          .and(TASK.STATE, row -> row.task().state().name())
          .and(TASK.ATTEMPTS, row -> row.task().attempts())
          .and(TASK.LAST_ERROR, row -> row.task().lastError().orElse(null))
          .and(TASK.EXECUTION, StoredTask::execution)
          .and(TASK.CREATED_AT, row -> row.task().createdAt())
          .and(TASK.UPDATED_AT, row -> row.task().updatedAt());

  private final Template<StoredTask> add;
  private final Template<TaskId> byId;
  private final Template<TaskId> lockedById;
  private final Template<NewTask> byKey;
  private final Template<String> lockedByExecution;
  private final Template<Listing> all;
  private final Template<Listing> inState;
  private final Template<Change> change;
  private final Template<StoredTask> delete;
  private final Template<Instant> forget;
  private final Template<TaskRows> countUnfinished;

  TaskRows(DSLContext db) {
    add = Template.of(db, in -> db.insertInto(TASK).set(in.of(COLUMNS, row -> row)));
    byId = Template.of(db, in -> select(db, TASK.ID.eq(in.of(TASK.ID, TaskId::value))));
    lockedById =
        Template.of(db, in -> select(db, TASK.ID.eq(in.of(TASK.ID, TaskId::value))).forUpdate());
    byKey =
        Template.of(
            db,
            in ->
                select(
                    db,
                    TASK.NAME
                        .eq(in.of(TASK.NAME, NewTask::name))
                        .and(TASK.TASK_KEY.eq(in.of(TASK.TASK_KEY, NewTask::key)))));
    lockedByExecution =
        Template.of(
            db, in -> select(db, TASK.EXECUTION.eq(in.of(TASK.EXECUTION, id -> id))).forUpdate());
    all = listing(db, in -> DSL.noCondition());
    inState = listing(db, in -> TASK.STATE.eq(in.of(TASK.STATE, Listing::state)));
    change =
        Template.of(
            db,
            in ->
                db.update(TASK)
                    .set(in.of(COLUMNS, Change::after))
                    .where(
                        TASK.ID.eq(in.of(TASK.ID, each -> each.before().task().id().value())),
                        TASK.EXECUTION.eq(in.of(TASK.EXECUTION, each -> each.before().execution())),
                        TASK.STATE.eq(
                            in.of(TASK.STATE, each -> each.before().task().state().name())),
                        TASK.ATTEMPTS.eq(
                            in.of(TASK.ATTEMPTS, each -> each.before().task().attempts()))));
    delete =
        Template.of(
            db,
            in ->
                db.deleteFrom(TASK)
                    .where(TASK.ID.eq(in.of(TASK.ID, row -> row.task().id().value()))));
    forget =
        Template.of(
            db,
            in ->
                db.deleteFrom(TASK)
                    .where(
                        TASK.STATE.eq(DSL.inline(TaskState.DONE.name())),
                        TASK.UPDATED_AT.lt(in.of(TASK.UPDATED_AT, before -> before))));
    countUnfinished =
        Template.of(
            db,
            in ->
                db.select(Rows.COUNT)
                    .from(TASK)
                    .where(
                        TASK.STATE.in(
                            DSL.inline(TaskState.PENDING.name()),
                            DSL.inline(TaskState.RUNNING.name()),
                            DSL.inline(TaskState.STALLED.name()))));
  }

  private static SelectConditionStep<?> select(DSLContext db, Condition which) {
    return db.select(TASK.fields()).from(TASK).where(which);
  }

  private static Template<Listing> listing(
      DSLContext db, Function<Parameters<Listing>, Condition> which) {
    return Template.of(
        db,
        in ->
            select(
                    db,
                    TASK.PROJECT
                        .eq(in.of(TASK.PROJECT, listing -> listing.project().value()))
                        .and(which.apply(in))
                        .and(isAfter(in)))
                .orderBy(TASK.CREATED_AT.desc(), TASK.ID.desc())
                .limit(in.of(SQLDataType.BIGINT, Listing::max)));
  }

  /** Older, or of the same moment and with a lower id; said so that an index starts there. */
  private static Condition isAfter(Parameters<Listing> in) {
    return TASK.CREATED_AT
        .le(in.of(TASK.CREATED_AT, listing -> listing.after().createdAt()))
        .and(
            TASK.CREATED_AT
                .lt(in.of(TASK.CREATED_AT, listing -> listing.after().createdAt()))
                .or(TASK.ID.lt(in.of(TASK.ID, listing -> listing.after().id().value()))));
  }

  /** Breaks a constraint when the name and the key are there. */
  void add(Work work, StoredTask row) throws SQLException {
    work.run(add, row);
  }

  Optional<StoredTask> find(Work work, TaskId id) throws SQLException {
    return first(work, byId, id);
  }

  Optional<StoredTask> find(Work work, NewTask wanted) throws SQLException {
    return first(work, byKey, wanted);
  }

  /** Nobody else changes it until the transaction ends. */
  Optional<StoredTask> lock(Work work, TaskId id) throws SQLException {
    return first(work, lockedById, id);
  }

  Optional<StoredTask> lock(Work work, String execution) throws SQLException {
    return first(work, lockedByExecution, execution);
  }

  List<Task> list(
      Work work, ProjectId project, Optional<TaskState> state, Optional<TaskCursor> after, int max)
      throws SQLException {
    var listing =
        new Listing(project, state.map(TaskState::name).orElse(""), after.orElse(START), max);
    return work.read(state.isPresent() ? inState : all, listing, TaskRows::tasks).stream()
        .map(StoredTask::task)
        .toList();
  }

  /**
   * @return whether it was as before, and so is as it shall be
   */
  boolean change(Work work, StoredTask before, StoredTask after) throws SQLException {
    return work.run(change, new Change(before, after)) == 1;
  }

  void delete(Work work, StoredTask row) throws SQLException {
    work.run(delete, row);
  }

  /**
   * Forgets tasks that are done since before then.
   *
   * @return how many
   */
  int forget(Work work, Instant before) throws SQLException {
    return work.run(forget, before);
  }

  /** How many wait or run. */
  long countUnfinished(Work work) throws SQLException {
    return work.read(countUnfinished, this, Rows::count);
  }

  private static <S> Optional<StoredTask> first(Work work, Template<S> which, S source)
      throws SQLException {
    return work.read(which, source, TaskRows::tasks).stream().findFirst();
  }

  private static List<StoredTask> tasks(Rows rows) throws SQLException {
    List<StoredTask> tasks = new ArrayList<>();
    while (rows.next()) {
      var work =
          new NewTask(
              new ProjectId(rows.get(TASK.PROJECT)),
              rows.get(TASK.NAME),
              rows.get(TASK.TASK_KEY),
              rows.find(TASK.PAYLOAD));
      var task =
          new Task(
              new TaskId(rows.get(TASK.ID)),
              work,
              TaskState.valueOf(rows.get(TASK.STATE)),
              rows.get(TASK.ATTEMPTS),
              rows.find(TASK.LAST_ERROR),
              rows.get(TASK.CREATED_AT),
              rows.get(TASK.UPDATED_AT));
      tasks.add(new StoredTask(task, rows.get(TASK.EXECUTION)));
    }
    return tasks;
  }
}
