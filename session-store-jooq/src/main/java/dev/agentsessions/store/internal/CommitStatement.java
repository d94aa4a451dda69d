package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.PROJECT;
import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static dev.agentsessions.store.internal.generated.Tables.SESSION_EVENT;
import static dev.agentsessions.store.internal.generated.Tables.SESSION_LABEL;
import static dev.agentsessions.store.internal.generated.Tables.WORKER;

import dev.agentsessions.json.StoredJson;
import dev.agentsessions.store.internal.Commit.Kind;
import dev.agentsessions.worker.Worker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The statement of all commits of one shape, for PostgreSQL: each part but the first takes its turn
 * from the first, and does nothing if that did nothing. It answers a row if it has committed.
 */
final class CommitStatement {
  private static final Table<?> MOVED = DSL.table(DSL.name("moved"));
  private static final Table<?> ADVANCED = DSL.table(DSL.name("advanced"));
  private static final Field<Long> LAST_SEQ = in(MOVED, SESSION.LAST_EVENT_SEQ);
  static final Field<Instant> ACTIVITY_AT = in(MOVED, SESSION.LAST_ACTIVITY_AT);
  static final Field<Long> MESSAGES = in(MOVED, SESSION.MESSAGE_COUNT);
  static final Field<Long> ELAPSED = in(MOVED, SESSION.ELAPSED);
  static final Field<Instant> MEASURED_AT = in(MOVED, SESSION.MEASURED_AT);
  private static final Field<Long> LAST_POSITION = in(ADVANCED, PROJECT.LAST_POSITION);

  private static final List<Field<?>> RETURNED =
      List.of(
          SESSION.LAST_EVENT_SEQ,
          SESSION.LAST_ACTIVITY_AT,
          SESSION.MESSAGE_COUNT,
          SESSION.ELAPSED,
          SESSION.MEASURED_AT);

  private CommitStatement() {}

  static Query of(DSLContext db, Parameters<Commit> in, CommitShape shape) {
    List<CommonTableExpression<?>> parts = new ArrayList<>();
    parts.add(part(MOVED, moved(db, in, shape.kind())));
    for (int i = 0; i < shape.removed(); i++) {
      parts.add(part("removed_" + i, removed(db, in, i)));
    }
    for (int i = 0; i < shape.changed(); i++) {
      parts.add(part("changed_" + i, changed(db, in, shape.kind(), i)));
    }
    for (int i = 0; i < shape.added(); i++) {
      parts.add(part("added_" + i, added(db, in, i)));
    }
    for (int i = 0; i < shape.labels(); i++) {
      parts.add(part("label_" + i, label(db, in, i)));
    }
    if (shape.events() > 0) {
      parts.add(part(ADVANCED, advanced(db, in)));
    }
    for (int i = 0; i < shape.events(); i++) {
      parts.add(part("event_" + i, event(db, in, i, shape.events() - 1 - i)));
    }
    return db.with(parts).select(ACTIVITY_AT, MESSAGES, ELAPSED, MEASURED_AT).from(MOVED);
  }

  private static ResultQuery<?> moved(DSLContext db, Parameters<Commit> in, Kind kind) {
    return kind == Kind.CREATE
        ? SessionWrites.create(db, in).returning(RETURNED)
        : SessionWrites.update(db, in, kind)
            // Nobody wants anything else meanwhile, so this follows from what was read too.
            .set(
                SESSION.NEEDS_OWNER,
                in.of(SESSION.NEEDS_OWNER, commit -> commit.after().needsOwner()))
            .where(SessionWrites.asReadInAll(in))
            .returning(RETURNED);
  }

  private static ResultQuery<?> advanced(DSLContext db, Parameters<Commit> in) {
    return db.update(PROJECT)
        .set(
            PROJECT.LAST_POSITION,
            PROJECT.LAST_POSITION.plus(
                in.of(PROJECT.LAST_POSITION, commit -> (long) commit.changes().size())))
        .from(MOVED)
        .where(PROJECT.ID.eq(in.of(PROJECT.ID, CommitStatement::project)))
        .returning(PROJECT.LAST_POSITION);
  }

  private static ResultQuery<?> event(DSLContext db, Parameters<Commit> in, int i, long toCome) {
    return db.insertInto(
            SESSION_EVENT,
            SESSION_EVENT.PROJECT,
            SESSION_EVENT.POSITION,
            SESSION_EVENT.SESSION,
            SESSION_EVENT.SEQ,
            SESSION_EVENT.AT,
            SESSION_EVENT.TYPE,
            SESSION_EVENT.CHANGE,
            SESSION_EVENT.OWNER)
        .select(
            db.select(
                    in.of(SESSION_EVENT.PROJECT, CommitStatement::project),
                    LAST_POSITION.minus(DSL.inline(toCome)),
                    in.of(SESSION_EVENT.SESSION, commit -> commit.after().id().value()),
                    LAST_SEQ.minus(DSL.inline(toCome)),
                    in.of(SESSION_EVENT.AT, Commit::at),
                    in.of(SESSION_EVENT.TYPE, commit -> commit.changes().get(i).type()),
                    in.of(
                        SESSION_EVENT.CHANGE, commit -> StoredJson.write(commit.changes().get(i))),
                    in.of(
                        SESSION_EVENT.OWNER,
                        commit -> EventWrites.owner(commit.after().identity().owner())))
                .from(MOVED, ADVANCED))
        .returning(SESSION_EVENT.SEQ);
  }

  private static ResultQuery<?> removed(DSLContext db, Parameters<Commit> in, int i) {
    return db.deleteFrom(WORKER)
        .using(MOVED)
        .where(row(in, commit -> commit.workers().removed().get(i)))
        .returning(WORKER.ID);
  }

  private static ResultQuery<?> changed(DSLContext db, Parameters<Commit> in, Kind kind, int i) {
    Function<Commit, Worker> worker = commit -> commit.workers().changed().get(i);
    return db.update(WORKER)
        .set(in.of(kind.isIntent() ? WorkerColumns.WANTED : WorkerColumns.SEEN, worker))
        .from(MOVED)
        .where(row(in, worker))
        .returning(WORKER.ID);
  }

  private static ResultQuery<?> added(DSLContext db, Parameters<Commit> in, int i) {
    Map<Field<?>, Param<?>> values =
        in.of(WorkerColumns.ALL, commit -> commit.workers().added().get(i));
    values.put(WORKER.SESSION, in.of(WORKER.SESSION, commit -> commit.after().id().value()));
    return db.insertInto(WORKER)
        .columns(values.keySet())
        .select(db.select(values.values()).from(MOVED))
        .returning(WORKER.ID);
  }

  private static ResultQuery<?> label(DSLContext db, Parameters<Commit> in, int i) {
    return db.insertInto(
            SESSION_LABEL, SESSION_LABEL.SESSION, SESSION_LABEL.LABEL, SESSION_LABEL.LABEL_VALUE)
        .select(
            db.select(
                    in.of(SESSION_LABEL.SESSION, commit -> commit.after().id().value()),
                    in.of(SESSION_LABEL.LABEL, commit -> label(commit, i).getKey()),
                    in.of(SESSION_LABEL.LABEL_VALUE, commit -> label(commit, i).getValue()))
                .from(MOVED))
        .returning(SESSION_LABEL.LABEL);
  }

  /** In any order, which is the same for one map. */
  private static Map.Entry<String, String> label(Commit commit, int i) {
    return List.copyOf(commit.after().metadata().labels().entrySet()).get(i);
  }

  private static Condition row(Parameters<Commit> in, Function<Commit, Worker> worker) {
    return WorkerWrites.row(in, commit -> commit.before().id(), worker);
  }

  private static String project(Commit commit) {
    return commit.after().identity().project().value();
  }

  private static CommonTableExpression<?> part(Table<?> name, ResultQuery<?> query) {
    return part(name.getName(), query);
  }

  private static <R extends Record> CommonTableExpression<R> part(
      String name, ResultQuery<R> query) {
    return DSL.name(name).as(query);
  }

  private static <T> Field<T> in(Table<?> part, Field<T> column) {
    return DSL.field(DSL.name(part.getName(), column.getName()), column.getDataType());
  }
}
