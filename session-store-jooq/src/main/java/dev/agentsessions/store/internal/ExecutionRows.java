package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.TASK_EXECUTION;

import java.sql.SQLException;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * What we write to db-scheduler's table ourselves, because it has to be in one transaction with
 * what we write to ours.
 */
final class ExecutionRows {
  /** Of all executions that run our tasks. */
  static final String NAME = "agent-sessions-task";

  private static final Instant LONG_AGO = Instant.EPOCH;

  private record Due(String execution, Instant at) {}

  private final Template<Due> add;
  private final Template<String> drop;
  private final Template<String> lose;

  ExecutionRows(DSLContext db) {
    add =
        Template.of(
            db,
            in ->
                db.insertInto(TASK_EXECUTION)
                    .set(TASK_EXECUTION.TASK_NAME, DSL.inline(NAME))
                    .set(
                        TASK_EXECUTION.TASK_INSTANCE,
                        in.of(TASK_EXECUTION.TASK_INSTANCE, Due::execution))
                    .set(
                        TASK_EXECUTION.EXECUTION_TIME,
                        in.of(TASK_EXECUTION.EXECUTION_TIME, Due::at))
                    .set(TASK_EXECUTION.PICKED, DSL.inline(false))
                    .set(TASK_EXECUTION.VERSION, DSL.inline(1L)));
    drop =
        Template.of(
            db,
            in ->
                db.deleteFrom(TASK_EXECUTION)
                    .where(
                        TASK_EXECUTION.TASK_NAME.eq(DSL.inline(NAME)),
                        TASK_EXECUTION.TASK_INSTANCE.eq(
                            in.of(TASK_EXECUTION.TASK_INSTANCE, execution -> execution)),
                        TASK_EXECUTION.PICKED.isFalse()));
    lose =
        Template.of(
            db,
            in ->
                db.update(TASK_EXECUTION)
                    .set(
                        TASK_EXECUTION.LAST_HEARTBEAT,
                        in.of(TASK_EXECUTION.LAST_HEARTBEAT, claimer -> LONG_AGO))
                    .where(
                        TASK_EXECUTION.PICKED.isTrue(),
                        TASK_EXECUTION.PICKED_BY.eq(
                            in.of(TASK_EXECUTION.PICKED_BY, claimer -> claimer))));
  }

  void add(Work work, String execution, Instant due) throws SQLException {
    work.run(add, new Due(execution, due));
  }

  /** One that was picked meanwhile finds no task, and ends. */
  void drop(Work work, String execution) throws SQLException {
    work.run(drop, execution);
  }

  /** What this claimer had picked looks abandoned from now on. */
  void lose(Work work, TaskClaimer claimer) throws SQLException {
    work.run(lose, claimer.name());
  }
}
