package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.AuditTrail;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Notes in the journal of a SQL database. Safe from any thread. */
public final class JooqAuditTrail implements AuditTrail {
  private final Database database;
  private final CommitListener listener;
  private final InstantSource clock;
  private final Template<SessionId> advance;
  private final EventWrites events;

  /**
   * @param clock of events; in microseconds
   */
  @Inject
  public JooqAuditTrail(Database database, CommitListener listener, InstantSource clock) {
    this.database = requireNonNull(database, "database");
    this.listener = requireNonNull(listener, "listener");
    this.clock = requireNonNull(clock, "clock");
    DSLContext db = database.dsl();
    advance =
        Template.of(
            db,
            in ->
                db.update(SESSION)
                    .set(SESSION.LAST_EVENT_SEQ, SESSION.LAST_EVENT_SEQ.plus(DSL.inline(1L)))
                    .where(
                        SESSION.ID.eq(in.of(SESSION.ID, SessionId::value)),
                        SESSION.DELETED_AT.isNull())
                    .returning(SESSION.LAST_EVENT_SEQ));
    events = new EventWrites(db);
  }

  @Override
  public void note(Session session, SessionChange.Audited fact) {
    Instant now = clock.instant();
    long unused = database.write(work -> note(work, session, fact, now));
    listener.committed(session.identity());
  }

  private long note(Work work, Session session, SessionChange fact, Instant now)
      throws SQLException {
    long seq = work.read(advance, session.id(), rows -> seq(rows, session));
    events.append(work, session.identity(), seq, now, List.of(fact));
    return seq;
  }

  private static long seq(Rows rows, Session session) throws SQLException {
    if (!rows.next()) {
      throw new NotFound("session " + session.id());
    }
    return rows.get(SESSION.LAST_EVENT_SEQ);
  }
}
