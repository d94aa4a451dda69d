package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION_MESSAGE;

import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageId;
import dev.agentsessions.message.MessageRole;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;

/** Messages from their rows. */
final class MessageRows {
  static final List<Field<?>> COLUMNS =
      List.of(
          SESSION_MESSAGE.SESSION,
          SESSION_MESSAGE.SEQ,
          SESSION_MESSAGE.ID,
          SESSION_MESSAGE.ROLE,
          SESSION_MESSAGE.TEXT,
          SESSION_MESSAGE.AT,
          SESSION_MESSAGE.SENDER,
          SESSION_MESSAGE.WORKER,
          SESSION_MESSAGE.STATE);

  private MessageRows() {}

  static List<Message> all(Rows rows) throws SQLException {
    List<Message> messages = new ArrayList<>();
    while (rows.next()) {
      messages.add(message(rows));
    }
    return messages;
  }

  private static Message message(Rows rows) throws SQLException {
    return new Message(
        new SessionId(rows.get(SESSION_MESSAGE.SESSION)),
        rows.get(SESSION_MESSAGE.SEQ),
        new MessageId(rows.get(SESSION_MESSAGE.ID)),
        MessageRole.valueOf(rows.get(SESSION_MESSAGE.ROLE)),
        rows.get(SESSION_MESSAGE.TEXT),
        rows.get(SESSION_MESSAGE.AT),
        rows.get(SESSION_MESSAGE.SENDER),
        new WorkerId(rows.get(SESSION_MESSAGE.WORKER)),
        MessageState.valueOf(rows.get(SESSION_MESSAGE.STATE)));
  }
}
