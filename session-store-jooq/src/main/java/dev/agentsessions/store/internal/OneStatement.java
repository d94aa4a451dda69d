package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.PROJECT;
import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static dev.agentsessions.store.internal.generated.Tables.SESSION_EVENT;
import static dev.agentsessions.store.internal.generated.Tables.WORKER;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.StoredJson;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Session;
import dev.agentsessions.worker.Worker;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
 * For PostgreSQL: a commit is one statement that is a transaction by itself, one round trip instead
 * of six. Only while the session is as it was read in every respect, so that everything written
 * follows from what was read; the long way is for the rest, and for what is rare. The project's row
 * is locked after the session's, as everywhere. Safe from any thread.
 */
public final class OneStatement implements Shortcut {
  /** More of them go the long way, so that there are not too many statements to remember. */
  private static final int MAX_ROWS = 16;

  private static final Table<?> MOVED = DSL.table(DSL.name("moved"));
  private static final Table<?> ADVANCED = DSL.table(DSL.name("advanced"));
  private static final Field<Long> LAST_SEQ = in(MOVED, SESSION.LAST_EVENT_SEQ);
  private static final Field<Instant> ACTIVITY_AT = in(MOVED, SESSION.LAST_ACTIVITY_AT);
  private static final Field<Long> MESSAGES = in(MOVED, SESSION.MESSAGE_COUNT);
  private static final Field<Long> ELAPSED = in(MOVED, SESSION.ELAPSED);
  private static final Field<Instant> MEASURED_AT = in(MOVED, SESSION.MEASURED_AT);
  private static final Field<Long> LAST_POSITION = in(ADVANCED, PROJECT.LAST_POSITION);

  private static final Comparator<Worker> STORED_ORDER =
      Comparator.comparing(Worker::createdAt).thenComparing(worker -> worker.id().value());

  private final Database database;
  private final Map<Shape, Template<Commit>> templates = new ConcurrentHashMap<>();

  @Inject
  public OneStatement(Database database) {
    this.database = requireNonNull(database, "database");
  }

  /** Commits of one shape are one statement with other values. */
  private record Shape(Commit.Kind kind, int events, int removed, int changed, int added) {
    static Shape of(Commit commit) {
      WorkerChanges workers = commit.workers();
      return new Shape(
          commit.kind(),
          commit.changes().size(),
          workers.removed().size(),
          workers.changed().size(),
          workers.added().size());
    }

    boolean isRare() {
      return kind == Commit.Kind.CLEAN || events + removed + changed + added > MAX_ROWS;
    }
  }

  @Override
  public Optional<Session> commit(Commit commit) {
    Shape shape = Shape.of(commit);
    if (shape.isRare() || commit.writesLabels()) {
      return Optional.empty();
    }
    Template<Commit> template =
        templates.computeIfAbsent(
            shape, any -> Template.of(database.dsl(), in -> statement(database.dsl(), in, shape)));
    try {
      return database.writeAtOnce(
          work ->
              work.read(
                  template,
                  commit,
                  rows -> rows.next() ? Optional.of(stored(commit, rows)) : Optional.empty()));
    } catch (Conflict conflict) {
      return Optional.empty(); // the long way says what is taken
    }
  }

  private static Session stored(Commit commit, Rows rows) throws SQLException {
    var liveness =
        new Liveness(
            rows.get(ACTIVITY_AT),
            rows.get(MESSAGES),
            Duration.ofNanos(rows.get(ELAPSED)),
            rows.get(MEASURED_AT));
    Session stored = commit.stored();
    return stored
        .withLiveness(liveness)
        .withWorkers(stored.workers().stream().sorted(STORED_ORDER).toList());
  }

  /**
   * Each part but the first takes its turn from the first, and does nothing if that did nothing.
   */
  private static Query statement(DSLContext db, Parameters<Commit> in, Shape shape) {
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
    if (shape.events() > 0) {
      parts.add(part(ADVANCED, advanced(db, in)));
    }
    for (int i = 0; i < shape.events(); i++) {
      parts.add(part("event_" + i, event(db, in, i, shape.events() - 1 - i)));
    }
    return db.with(parts).select(ACTIVITY_AT, MESSAGES, ELAPSED, MEASURED_AT).from(MOVED);
  }

  private static ResultQuery<?> moved(DSLContext db, Parameters<Commit> in, Commit.Kind kind) {
    return SessionWrites.update(db, in, kind)
        // Nobody wants anything else meanwhile, so this follows from what was read too.
        .set(SESSION.NEEDS_OWNER, in.of(SESSION.NEEDS_OWNER, commit -> commit.after().needsOwner()))
        .where(SessionWrites.asReadInAll(in))
        .returning(
            SESSION.LAST_EVENT_SEQ,
            SESSION.LAST_ACTIVITY_AT,
            SESSION.MESSAGE_COUNT,
            SESSION.ELAPSED,
            SESSION.MEASURED_AT);
  }

  private static ResultQuery<?> advanced(DSLContext db, Parameters<Commit> in) {
    return db.update(PROJECT)
        .set(
            PROJECT.LAST_POSITION,
            PROJECT.LAST_POSITION.plus(
                in.of(PROJECT.LAST_POSITION, commit -> (long) commit.changes().size())))
        .from(MOVED)
        .where(PROJECT.ID.eq(in.of(PROJECT.ID, OneStatement::project)))
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
            SESSION_EVENT.CHANGE)
        .select(
            db.select(
                    in.of(SESSION_EVENT.PROJECT, OneStatement::project),
                    LAST_POSITION.minus(DSL.inline(toCome)),
                    in.of(SESSION_EVENT.SESSION, commit -> commit.after().id().value()),
                    LAST_SEQ.minus(DSL.inline(toCome)),
                    in.of(SESSION_EVENT.AT, Commit::at),
                    in.of(SESSION_EVENT.TYPE, commit -> commit.changes().get(i).type()),
                    in.of(
                        SESSION_EVENT.CHANGE, commit -> StoredJson.write(commit.changes().get(i))))
                .from(MOVED, ADVANCED))
        .returning(SESSION_EVENT.SEQ);
  }

  private static ResultQuery<?> removed(DSLContext db, Parameters<Commit> in, int i) {
    return db.deleteFrom(WORKER)
        .using(MOVED)
        .where(row(in, commit -> commit.workers().removed().get(i)))
        .returning(WORKER.ID);
  }

  private static ResultQuery<?> changed(
      DSLContext db, Parameters<Commit> in, Commit.Kind kind, int i) {
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
