package dev.agentsessions.store.internal;

import static com.google.common.base.Preconditions.checkState;
import static dev.agentsessions.store.internal.generated.Tables.PROJECT;
import static dev.agentsessions.store.internal.generated.Tables.SESSION_EVENT;

import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.identity.Owner;
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

  private record Line(SessionEvent event, Owner owner) {}

  private static final Columns<Line> COLUMNS =
      Columns.<Line>none()
          .and(SESSION_EVENT.PROJECT, line -> line.event().project().value())
          .and(SESSION_EVENT.POSITION, line -> line.event().position())
          .and(SESSION_EVENT.SESSION, line -> line.event().session().value())
          .and(SESSION_EVENT.SEQ, line -> line.event().seq())
          .and(SESSION_EVENT.AT, line -> line.event().at())
          .and(SESSION_EVENT.TYPE, line -> line.event().change().type())
          .and(SESSION_EVENT.CHANGE, line -> StoredJson.write(line.event().change()))
          .and(SESSION_EVENT.OWNER, line -> owner(line.owner()));

  private final Template<Step> advance;
  private final Template<Line> append;

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
    append = Template.of(db, in -> db.insertInto(SESSION_EVENT).set(in.of(COLUMNS, line -> line)));
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
    List<Line> lines = new ArrayList<>();
    for (SessionChange change : changes) {
      int toCome = changes.size() - 1 - lines.size();
      var event =
          new SessionEvent(
              session.project(), session.id(), lastSeq - toCome, lastPosition - toCome, at, change);
      lines.add(new Line(event, session.owner()));
    }
    work.runAll(append, lines);
  }

  /** An owner in one column. */
  static String owner(Owner owner) {
    return owner.scope().name() + ":" + owner.id();
  }
}
