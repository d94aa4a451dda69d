package dev.agentsessions.store.internal;

import static com.google.common.base.Preconditions.checkState;
import static dev.agentsessions.store.internal.generated.Tables.PROJECT;
import static dev.agentsessions.store.internal.generated.Tables.SESSION_EVENT;

import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.json.StoredJson;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionIdentity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/**
 * The statements that append to the journal. They lock the project's row, so they come last in a
 * transaction: commit order is position order.
 */
final class EventWrites {
  private record Step(ProjectId project, int events) {}

  private static final Columns<SessionEvent> COLUMNS =
      Columns.<SessionEvent>none()
          .and(SESSION_EVENT.PROJECT, event -> event.project().value())
          .and(SESSION_EVENT.POSITION, SessionEvent::position)
          .and(SESSION_EVENT.SESSION, event -> event.session().value())
          .and(SESSION_EVENT.SEQ, SessionEvent::seq)
          .and(SESSION_EVENT.AT, SessionEvent::at)
          .and(SESSION_EVENT.TYPE, event -> event.change().type())
          .and(SESSION_EVENT.CHANGE, event -> StoredJson.write(event.change()));

  private final Template<Step> advance;
  private final Template<SessionEvent> append;

  EventWrites(DSLContext db) {
    advance =
        Template.of(
            db,
            in ->
                db.update(PROJECT)
                    .set(
                        PROJECT.LAST_POSITION,
                        PROJECT.LAST_POSITION.plus(
                            in.of(PROJECT.LAST_POSITION, step -> (long) step.events())))
                    .where(PROJECT.ID.eq(in.of(PROJECT.ID, step -> step.project().value())))
                    .returning(PROJECT.LAST_POSITION));
    append =
        Template.of(db, in -> db.insertInto(SESSION_EVENT).set(in.of(COLUMNS, event -> event)));
  }

  /**
   * Appends the changes of one commit; nothing when there are none.
   *
   * @param lastSeq of the last change in its session
   */
  void append(
      Work work, SessionIdentity session, long lastSeq, Instant at, List<SessionChange> changes)
      throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    long lastPosition =
        work.read(
            advance,
            new Step(session.project(), changes.size()),
            rows -> {
              checkState(rows.next(), "no project %s", session.project());
              return rows.get(PROJECT.LAST_POSITION);
            });
    List<SessionEvent> events = new ArrayList<>();
    for (SessionChange change : changes) {
      int toCome = changes.size() - 1 - events.size();
      events.add(
          new SessionEvent(
              session.project(),
              session.id(),
              lastSeq - toCome,
              lastPosition - toCome,
              at,
              change));
    }
    work.runAll(append, events);
  }
}
