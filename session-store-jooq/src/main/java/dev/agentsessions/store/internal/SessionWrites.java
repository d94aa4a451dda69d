package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static dev.agentsessions.store.internal.generated.Tables.SESSION_EVENT;

import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.DSL;

/**
 * The statements of commits to a session's row. Each compares what was read, counts the commit's
 * events, and answers the place of the last of them; nothing when the row is not as it was read.
 */
final class SessionWrites {
  private record Write<T>(T what, int events) {}

  private final Template<Write<Session>> create;
  private final Template<Write<Intent>> want;
  private final Template<Write<Intent>> wantInState;
  private final Template<Write<Intent>> wantAndMove;
  private final Template<Write<Observation>> see;
  private final Template<Write<Observation>> seeNewRun;
  private final Template<Write<Observation>> clean;
  private final Template<Session> need;

  SessionWrites(DSLContext db) {
    create = Template.of(db, in -> create(db, in));
    want = Template.of(db, in -> want(db, in, SessionColumns.WANTED, asWanted(in)));
    wantInState =
        Template.of(
            db,
            in ->
                want(db, in, SessionColumns.WANTED, asWanted(in).and(asSeen(in, Intent::before))));
    wantAndMove =
        Template.of(
            db,
            in ->
                want(
                    db,
                    in,
                    SessionColumns.WANTED.and(SessionColumns.SEEN_NEXT),
                    asWanted(in).and(asSeen(in, Intent::before))));
    see = Template.of(db, in -> see(db, in, Map.of()));
    seeNewRun = Template.of(db, in -> see(db, in, newRun(in)));
    clean =
        Template.of(
            db, in -> db.deleteFrom(SESSION).where(asOwned(in)).returning(SESSION.LAST_EVENT_SEQ));
    need =
        Template.of(
            db,
            in ->
                db.update(SESSION)
                    .set(SESSION.NEEDS_OWNER, in.of(SESSION.NEEDS_OWNER, Session::needsOwner))
                    .where(SESSION.ID.eq(in.of(SESSION.ID, session -> session.id().value()))));
  }

  /** Goes on after the events of an earlier session with this id. */
  long create(Work work, Session session, int events) throws SQLException {
    return work.read(create, new Write<>(session, events), SessionWrites::lastSeq).orElseThrow();
  }

  OptionalLong commit(Work work, Intent intent, int events) throws SQLException {
    Template<Write<Intent>> template = intent.dependsOnState() ? wantInState : want;
    return work.read(
        intent.moves() ? wantAndMove : template,
        new Write<>(intent, events),
        SessionWrites::lastSeq);
  }

  OptionalLong commit(Work work, Observation observation, int events) throws SQLException {
    return work.read(
        observation.restartsLiveness() ? seeNewRun : see,
        new Write<>(observation, events),
        SessionWrites::lastSeq);
  }

  /** Removes the row, and with it workers, labels and the children's parent. */
  OptionalLong clean(Work work, Observation observation, int events) throws SQLException {
    OptionalLong before =
        work.read(clean, new Write<>(observation, events), SessionWrites::lastSeq);
    return before.isPresent() ? OptionalLong.of(before.getAsLong() + events) : before;
  }

  /** Writes whether a session needs an owner, as it is now stored. */
  void need(Work work, Session stored) throws SQLException {
    work.run(need, stored);
  }

  private static Query create(DSLContext db, Parameters<Write<Session>> in) {
    Field<Long> earlier =
        DSL.field(
            DSL.select(DSL.max(SESSION_EVENT.SEQ))
                .from(SESSION_EVENT)
                .where(
                    SESSION_EVENT.SESSION.eq(
                        in.of(SESSION.ID, write -> write.what().id().value()))));
    return db.insertInto(SESSION)
        .set(in.of(SessionColumns.ALL, Write::what))
        .set(SESSION.LAST_EVENT_SEQ, DSL.coalesce(earlier, DSL.inline(0L)).plus(events(in)))
        .returning(SESSION.LAST_EVENT_SEQ);
  }

  private static Query want(
      DSLContext db, Parameters<Write<Intent>> in, Columns<Session> columns, Condition asRead) {
    return db.update(SESSION)
        .set(in.of(columns, write -> write.what().after()))
        .set(SESSION.LAST_EVENT_SEQ, SESSION.LAST_EVENT_SEQ.plus(events(in)))
        .where(asRead)
        .returning(SESSION.LAST_EVENT_SEQ);
  }

  private static Query see(
      DSLContext db, Parameters<Write<Observation>> in, Map<Field<?>, ?> more) {
    return db.update(SESSION)
        .set(
            in.of(
                SessionColumns.SEEN_NEXT.and(SessionColumns.OWNER), write -> write.what().after()))
        .set(more)
        .set(SESSION.LAST_EVENT_SEQ, SESSION.LAST_EVENT_SEQ.plus(events(in)))
        .where(asOwned(in))
        .returning(SESSION.LAST_EVENT_SEQ);
  }

  private static Map<Field<?>, ?> newRun(Parameters<Write<Observation>> in) {
    Function<Write<Observation>, Liveness> anew = write -> write.what().after().liveness();
    return Map.of(
        SESSION.LAST_ACTIVITY_AT,
        DSL.greatest(
            SESSION.LAST_ACTIVITY_AT,
            in.of(SESSION.LAST_ACTIVITY_AT, write -> anew.apply(write).lastActivityAt())),
        SESSION.ELAPSED,
        in.of(SESSION.ELAPSED, write -> anew.apply(write).elapsed().toNanos()),
        SESSION.MEASURED_AT,
        in.of(SESSION.MEASURED_AT, write -> anew.apply(write).measuredAt()));
  }

  private static Condition asWanted(Parameters<Write<Intent>> in) {
    return SESSION
        .ID
        .eq(in.of(SESSION.ID, write -> write.what().before().id().value()))
        .and(
            SESSION.VERSION.eq(
                in.of(SESSION.VERSION, write -> write.what().before().revision().version())));
  }

  private static Condition asOwned(Parameters<Write<Observation>> in) {
    return SESSION
        .ID
        .eq(in.of(SESSION.ID, write -> write.what().before().id().value()))
        .and(
            SESSION.FENCE.eq(
                in.of(SESSION.FENCE, write -> write.what().before().ownership().fence().value())))
        .and(asSeen(in, Observation::before));
  }

  private static <T> Condition asSeen(Parameters<Write<T>> in, Function<T, Session> before) {
    return SESSION.STATUS_VERSION.eq(
        in.of(SESSION.STATUS_VERSION, write -> before.apply(write.what()).status().version()));
  }

  private static <T> Field<Long> events(Parameters<Write<T>> in) {
    return in.of(SESSION.LAST_EVENT_SEQ, write -> (long) write.events());
  }

  private static OptionalLong lastSeq(Rows rows) throws SQLException {
    return rows.next() ? OptionalLong.of(rows.get(SESSION.LAST_EVENT_SEQ)) : OptionalLong.empty();
  }
}
