package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static dev.agentsessions.store.internal.generated.Tables.SESSION_MESSAGE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.host.Fence;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.message.NewMessage;
import dev.agentsessions.session.SessionId;
import java.sql.SQLException;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The statements that write messages. The session's row is locked first, so that its messages have
 * one order and only its owner settles them.
 */
final class MessageWrites {
  /** What of a session's row decides whether something may be written. */
  record Locked(boolean deleted, Fence fence) {}

  private record Counted(SessionId session, NewMessage message) {}

  private record Added(SessionId session, long seq, NewMessage message) {}

  private record Settled(Message message, MessageState to) {}

  private final Template<SessionId> lock;
  private final Template<Counted> count;
  private final Template<Added> add;
  private final Template<Settled> settle;
  private final Template<SessionId> tell;

  MessageWrites(DSLContext db) {
    lock =
        Template.of(
            db,
            in ->
                db.select(SESSION.ID, SESSION.DELETED_AT, SESSION.FENCE)
                    .from(SESSION)
                    .where(SESSION.ID.eq(in.of(SESSION.ID, SessionId::value)))
                    .forUpdate());
    count =
        Template.of(
            db,
            in ->
                db.update(SESSION)
                    .set(SESSION.MESSAGE_COUNT, SESSION.MESSAGE_COUNT.plus(DSL.inline(1L)))
                    .set(
                        SESSION.LAST_ACTIVITY_AT,
                        DSL.greatest(
                            SESSION.LAST_ACTIVITY_AT,
                            in.of(SESSION.LAST_ACTIVITY_AT, counted -> counted.message().at())))
                    .set(SESSION.LAST_EVENT_SEQ, SESSION.LAST_EVENT_SEQ.plus(DSL.inline(1L)))
                    .where(SESSION.ID.eq(in.of(SESSION.ID, counted -> counted.session().value())))
                    .returning(SESSION.LAST_EVENT_SEQ));
    add =
        Template.of(
            db,
            in ->
                db.insertInto(SESSION_MESSAGE)
                    .set(
                        SESSION_MESSAGE.SESSION,
                        in.of(SESSION_MESSAGE.SESSION, added -> added.session().value()))
                    .set(SESSION_MESSAGE.SEQ, in.of(SESSION_MESSAGE.SEQ, Added::seq))
                    .set(in.of(COLUMNS, Added::message)));
    settle =
        Template.of(
            db,
            in ->
                db.update(SESSION_MESSAGE)
                    .set(
                        SESSION_MESSAGE.STATE,
                        in.of(SESSION_MESSAGE.STATE, settled -> settled.to().name()))
                    .where(
                        SESSION_MESSAGE.SESSION.eq(
                            in.of(
                                SESSION_MESSAGE.SESSION,
                                settled -> settled.message().session().value())),
                        SESSION_MESSAGE.SEQ.eq(
                            in.of(SESSION_MESSAGE.SEQ, settled -> settled.message().seq())),
                        SESSION_MESSAGE.STATE.eq(DSL.inline(MessageState.QUEUED.name()))));
    tell =
        Template.of(
            db,
            in ->
                db.update(SESSION)
                    .set(SESSION.LAST_EVENT_SEQ, SESSION.LAST_EVENT_SEQ.plus(DSL.inline(1L)))
                    .where(SESSION.ID.eq(in.of(SESSION.ID, SessionId::value)))
                    .returning(SESSION.LAST_EVENT_SEQ));
  }

  private static final Columns<NewMessage> COLUMNS =
      Columns.<NewMessage>none()
          .and(SESSION_MESSAGE.ID, message -> message.id().value())
          .and(SESSION_MESSAGE.ROLE, message -> message.role().name())
          .and(SESSION_MESSAGE.TEXT, NewMessage::text)
          .and(SESSION_MESSAGE.SIZE, message -> message.text().getBytes(UTF_8).length)
          .and(SESSION_MESSAGE.AT, NewMessage::at)
          .and(SESSION_MESSAGE.SENDER, NewMessage::sender)
          .and(SESSION_MESSAGE.WORKER, message -> message.worker().value())
          .and(SESSION_MESSAGE.STATE, message -> message.state().name())
          .and(SESSION_MESSAGE.CLIENT_ID, message -> message.clientId().orElse(null));

  /** The session's row, which nobody else changes until the transaction ends. */
  Optional<Locked> lock(Work work, SessionId session) throws SQLException {
    return work.read(
        lock,
        session,
        rows ->
            rows.next()
                ? Optional.of(
                    new Locked(
                        rows.find(SESSION.DELETED_AT).isPresent(),
                        new Fence(rows.get(SESSION.FENCE))))
                : Optional.empty());
  }

  /** Adds a message to a session that is locked; its event has its place. */
  Message add(Work work, SessionId session, NewMessage message) throws SQLException {
    long seq = work.read(count, new Counted(session, message), MessageWrites::seq);
    work.run(add, new Added(session, seq, message));
    return message.stored(session, seq);
  }

  /**
   * Writes what became of a message of a session that is locked, if it still waits.
   *
   * @return the place of the event that tells of it
   */
  Optional<Long> settle(Work work, Message message, MessageState to) throws SQLException {
    return work.run(settle, new Settled(message, to)) == 0
        ? Optional.empty()
        : Optional.of(work.read(tell, message.session(), MessageWrites::seq));
  }

  private static long seq(Rows rows) throws SQLException {
    rows.next();
    return rows.get(SESSION.LAST_EVENT_SEQ);
  }
}
