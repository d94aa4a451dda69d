package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static dev.agentsessions.store.internal.generated.Tables.SESSION_EVENT;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Session;
import dev.agentsessions.store.internal.Commit.Kind;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertSetMoreStep;
import org.jooq.Query;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;

/**
 * The statements of commits to a session's row. Each compares what was read, counts the commit's
 * events, and answers the place of the last of them; nothing when the row is not as it was read.
 */
final class SessionWrites {
  private final Map<Kind, Template<Commit>> commits = new EnumMap<>(Kind.class);
  private final Template<Session> need;

  SessionWrites(DSLContext db) {
    for (Kind kind : Kind.values()) {
      commits.put(kind, Template.of(db, in -> commit(db, in, kind)));
    }
    need =
        Template.of(
            db,
            in ->
                db.update(SESSION)
                    .set(SESSION.NEEDS_OWNER, in.of(SESSION.NEEDS_OWNER, Session::needsOwner))
                    .where(SESSION.ID.eq(in.of(SESSION.ID, session -> session.id().value()))));
  }

  /** Where the session is cleaned, its row goes, and with it workers, labels and being a parent. */
  OptionalLong commit(Work work, Commit commit) throws SQLException {
    Template<Commit> template = requireNonNull(commits.get(commit.kind()), commit.kind()::name);
    OptionalLong lastSeq = work.read(template, commit, SessionWrites::lastSeq);
    return commit.kind() == Kind.CLEAN && lastSeq.isPresent()
        ? OptionalLong.of(lastSeq.getAsLong() + commit.changes().size())
        : lastSeq;
  }

  /** Writes whether a session needs an owner, as it is now stored. */
  void need(Work work, Session stored) throws SQLException {
    work.run(need, stored);
  }

  /** A new row; its events go on after those of an earlier session with this id. */
  static InsertSetMoreStep<?> create(DSLContext db, Parameters<Commit> in) {
    Field<Long> earlier =
        DSL.field(
            DSL.select(DSL.max(SESSION_EVENT.SEQ))
                .from(SESSION_EVENT)
                .where(
                    SESSION_EVENT.SESSION.eq(
                        in.of(SESSION.ID, commit -> commit.after().id().value()))));
    return db.insertInto(SESSION)
        .set(in.of(SessionColumns.ALL, Commit::after))
        .set(SESSION.LAST_EVENT_SEQ, DSL.coalesce(earlier, DSL.inline(0L)).plus(events(in)));
  }

  /** What a commit that leaves the session there writes in its row, whatever it compares. */
  static UpdateSetMoreStep<?> update(DSLContext db, Parameters<Commit> in, Kind kind) {
    return db.update(SESSION)
        .set(in.of(columns(kind), Commit::after))
        .set(kind == Kind.SEE_NEW_RUN ? newRun(in) : Map.of())
        .set(SESSION.LAST_EVENT_SEQ, SESSION.LAST_EVENT_SEQ.plus(events(in)));
  }

  /** Nobody has committed since, and nobody taken over. */
  static Condition asReadInAll(Parameters<Commit> in) {
    return isSession(in).and(asWanted(in)).and(asSeen(in)).and(asOwned(in));
  }

  private static Query commit(DSLContext db, Parameters<Commit> in, Kind kind) {
    return switch (kind) {
      case CREATE -> create(db, in).returning(SESSION.LAST_EVENT_SEQ);
      case WANT, WANT_IN_STATE, WANT_AND_MOVE, SEE, SEE_NEW_RUN ->
          update(db, in, kind).where(asRead(in, kind)).returning(SESSION.LAST_EVENT_SEQ);
      case CLEAN ->
          db.deleteFrom(SESSION).where(asRead(in, kind)).returning(SESSION.LAST_EVENT_SEQ);
    };
  }

  private static Columns<Session> columns(Kind kind) {
    return switch (kind) {
      case WANT, WANT_IN_STATE -> SessionColumns.WANTED;
      case WANT_AND_MOVE -> SessionColumns.WANTED.and(SessionColumns.SEEN_NEXT);
      case SEE, SEE_NEW_RUN -> SessionColumns.SEEN_NEXT.and(SessionColumns.OWNER);
      case CREATE, CLEAN -> throw new IllegalArgumentException("updates no row: " + kind);
    };
  }

  private static Map<Field<?>, ?> newRun(Parameters<Commit> in) {
    Function<Commit, Liveness> anew = commit -> commit.after().liveness();
    return Map.of(
        SESSION.LAST_ACTIVITY_AT,
        DSL.greatest(
            SESSION.LAST_ACTIVITY_AT,
            in.of(SESSION.LAST_ACTIVITY_AT, commit -> anew.apply(commit).lastActivityAt())),
        SESSION.ELAPSED,
        in.of(SESSION.ELAPSED, commit -> anew.apply(commit).elapsed().toNanos()),
        SESSION.MEASURED_AT,
        in.of(SESSION.MEASURED_AT, commit -> anew.apply(commit).measuredAt()));
  }

  private static Condition asRead(Parameters<Commit> in, Kind kind) {
    return switch (kind) {
      case CREATE -> throw new IllegalArgumentException("nothing was read: " + kind);
      case WANT -> isSession(in).and(asWanted(in));
      case WANT_IN_STATE, WANT_AND_MOVE -> isSession(in).and(asWanted(in)).and(asSeen(in));
      case SEE, SEE_NEW_RUN, CLEAN -> isSession(in).and(asOwned(in)).and(asSeen(in));
    };
  }

  private static Condition isSession(Parameters<Commit> in) {
    return SESSION.ID.eq(in.of(SESSION.ID, commit -> commit.before().id().value()));
  }

  private static Condition asWanted(Parameters<Commit> in) {
    return SESSION.VERSION.eq(
        in.of(SESSION.VERSION, commit -> commit.before().revision().version()));
  }

  private static Condition asSeen(Parameters<Commit> in) {
    return SESSION.STATUS_VERSION.eq(
        in.of(SESSION.STATUS_VERSION, commit -> commit.before().status().version()));
  }

  private static Condition asOwned(Parameters<Commit> in) {
    return SESSION.FENCE.eq(
        in.of(SESSION.FENCE, commit -> commit.before().ownership().fence().value()));
  }

  private static Field<Long> events(Parameters<Commit> in) {
    return in.of(SESSION.LAST_EVENT_SEQ, commit -> (long) commit.changes().size());
  }

  private static OptionalLong lastSeq(Rows rows) throws SQLException {
    return rows.next() ? OptionalLong.of(rows.get(SESSION.LAST_EVENT_SEQ)) : OptionalLong.empty();
  }
}
