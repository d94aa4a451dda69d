package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION_LABEL;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import java.sql.SQLException;
import org.jooq.DSLContext;

/** The statements that keep labels where filters find them. */
final class LabelWrites {
  private record Label(SessionId session, String key, String value) {}

  private final Template<Label> add;
  private final Template<SessionId> removeAll;

  LabelWrites(DSLContext db) {
    add =
        Template.of(
            db,
            in ->
                db.insertInto(SESSION_LABEL)
                    .set(
                        SESSION_LABEL.SESSION,
                        in.of(SESSION_LABEL.SESSION, label -> label.session().value()))
                    .set(SESSION_LABEL.LABEL, in.of(SESSION_LABEL.LABEL, Label::key))
                    .set(
                        SESSION_LABEL.LABEL_VALUE, in.of(SESSION_LABEL.LABEL_VALUE, Label::value)));
    removeAll =
        Template.of(
            db,
            in ->
                db.deleteFrom(SESSION_LABEL)
                    .where(
                        SESSION_LABEL.SESSION.eq(in.of(SESSION_LABEL.SESSION, SessionId::value))));
  }

  void create(Work work, Session session) throws SQLException {
    work.runAll(
        add,
        session.metadata().labels().entrySet().stream()
            .map(label -> new Label(session.id(), label.getKey(), label.getValue()))
            .toList());
  }

  void replace(Work work, Session session) throws SQLException {
    work.run(removeAll, session.id());
    create(work, session);
  }
}
