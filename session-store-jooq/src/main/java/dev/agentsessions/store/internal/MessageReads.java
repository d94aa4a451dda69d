package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION_MESSAGE;

import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.message.NewMessage;
import dev.agentsessions.session.SessionId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The statements that read messages. */
final class MessageReads {
  /** Places of a session's messages, the first excluded and the last included. */
  private record Range(SessionId session, long after, long last) {}

  private record Look(SessionId session, long after, int max) {}

  private record Sent(SessionId session, NewMessage message) {}

  private static final Condition IS_QUEUED =
      SESSION_MESSAGE.STATE.eq(DSL.inline(MessageState.QUEUED.name()));

  private final Template<Look> sizes;
  private final Template<Range> range;
  private final Template<SessionId> firstQueued;
  private final Template<SessionId> countQueued;
  private final Template<Sent> sent;
  private final Template<Sent> stored;

  MessageReads(DSLContext db) {
    sizes =
        Template.of(
            db,
            in ->
                db.select(SESSION_MESSAGE.SEQ, SESSION_MESSAGE.SIZE)
                    .from(SESSION_MESSAGE)
                    .where(
                        isOf(in, Look::session),
                        SESSION_MESSAGE.SEQ.gt(in.of(SESSION_MESSAGE.SEQ, Look::after)))
                    .orderBy(SESSION_MESSAGE.SEQ)
                    .limit(in.of(SQLDataType.INTEGER, Look::max)));
    range =
        Template.of(
            db,
            in ->
                db.select(MessageRows.COLUMNS)
                    .from(SESSION_MESSAGE)
                    .where(
                        isOf(in, Range::session),
                        SESSION_MESSAGE.SEQ.gt(in.of(SESSION_MESSAGE.SEQ, Range::after)),
                        SESSION_MESSAGE.SEQ.le(in.of(SESSION_MESSAGE.SEQ, Range::last)))
                    .orderBy(SESSION_MESSAGE.SEQ));
    firstQueued =
        Template.of(
            db,
            in ->
                db.select(MessageRows.COLUMNS)
                    .from(SESSION_MESSAGE)
                    .where(
                        isOf(in, session -> session),
                        SESSION_MESSAGE.SEQ.in(
                            db.select(DSL.min(SESSION_MESSAGE.SEQ))
                                .from(SESSION_MESSAGE)
                                .where(isOf(in, session -> session), IS_QUEUED)
                                .groupBy(SESSION_MESSAGE.WORKER)))
                    .orderBy(SESSION_MESSAGE.SEQ));
    countQueued =
        Template.of(
            db,
            in ->
                db.select(Rows.COUNT)
                    .from(SESSION_MESSAGE)
                    .where(isOf(in, session -> session), IS_QUEUED));
    sent =
        Template.of(
            db,
            in ->
                db.select(MessageRows.COLUMNS)
                    .from(SESSION_MESSAGE)
                    .where(
                        isOf(in, Sent::session),
                        SESSION_MESSAGE.CLIENT_ID.eq(
                            in.of(
                                SESSION_MESSAGE.CLIENT_ID,
                                sent -> sent.message().clientId().orElse(null))),
                        SESSION_MESSAGE.SENDER.eq(
                            in.of(SESSION_MESSAGE.SENDER, sent -> sent.message().sender()))));
    stored =
        Template.of(
            db,
            in ->
                db.select(MessageRows.COLUMNS)
                    .from(SESSION_MESSAGE)
                    .where(
                        isOf(in, Sent::session),
                        SESSION_MESSAGE.ID.eq(
                            in.of(SESSION_MESSAGE.ID, sent -> sent.message().id().value()))));
  }

  /** What is there of a message that was perhaps added, or of the one that it repeats. */
  Optional<Message> stored(Work work, SessionId session, NewMessage message) throws SQLException {
    Optional<Message> itself = work.read(stored, new Sent(session, message), rows -> first(rows));
    return itself.isPresent() ? itself : earlier(work, session, message);
  }

  /** Sizes first: only texts that fit are fetched. */
  List<Message> page(Work work, SessionId session, long after, int max) throws SQLException {
    long last = work.read(sizes, new Look(session, after, max), rows -> last(rows, after));
    return work.read(range, new Range(session, after, last), MessageRows::all);
  }

  private static long last(Rows sizes, long after) throws SQLException {
    long last = after;
    long bytes = 0;
    while (sizes.next()) {
      bytes += sizes.get(SESSION_MESSAGE.SIZE);
      if (last > after && bytes > MessageStore.PAGE_BYTES) {
        break;
      }
      last = sizes.get(SESSION_MESSAGE.SEQ);
    }
    return last;
  }

  List<Message> firstQueued(Work work, SessionId session) throws SQLException {
    return work.read(firstQueued, session, MessageRows::all);
  }

  long countQueued(Work work, SessionId session) throws SQLException {
    return work.read(countQueued, session, Rows::count);
  }

  /** What its sender has said in a session by the same client id. */
  Optional<Message> earlier(Work work, SessionId session, NewMessage message) throws SQLException {
    return message.clientId().isEmpty()
        ? Optional.empty()
        : work.read(sent, new Sent(session, message), rows -> first(rows));
  }

  private static Optional<Message> first(Rows rows) throws SQLException {
    return MessageRows.all(rows).stream().findFirst();
  }

  private static <S> Condition isOf(Parameters<S> in, Function<S, SessionId> session) {
    return SESSION_MESSAGE.SESSION.eq(
        in.of(SESSION_MESSAGE.SESSION, source -> session.apply(source).value()));
  }
}
