package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;

import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.OutcomeUnknown;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import java.util.function.Supplier;
import org.jooq.Field;

/**
 * What became of a commit that failed inside. A row that still has the version it was read with was
 * not written; from any other nothing follows, since somebody else may have written it since.
 */
final class Outcomes {
  private final Database database;
  private final Template<SessionId> versions;

  Outcomes(Database database) {
    this.database = database;
    this.versions =
        Template.of(
            database.dsl(),
            in ->
                database
                    .dsl()
                    .select(SESSION.VERSION, SESSION.STATUS_VERSION)
                    .from(SESSION)
                    .where(SESSION.ID.eq(in.of(SESSION.ID, SessionId::value)))
                    .forUpdate()); // waits for a commit that is still under way
  }

  Session settled(Intent intent, Supplier<Session> write) {
    Session before = intent.before();
    return settled(before, SESSION.VERSION, before.revision().version(), write);
  }

  Session settled(Observation observation, Supplier<Session> write) {
    Session before = observation.before();
    return settled(before, SESSION.STATUS_VERSION, before.status().version(), write);
  }

  private Session settled(Session before, Field<Long> column, long read, Supplier<Session> write) {
    try {
      return write.get();
    } catch (OutcomeUnknown unknown) {
      if (isUnwritten(before.id(), column, read, unknown)) {
        throw new Unavailable("the commit failed, and nothing is written", unknown);
      }
      throw unknown;
    }
  }

  private boolean isUnwritten(SessionId id, Field<Long> column, long read, OutcomeUnknown unknown) {
    try {
      return database.write(
          work -> work.read(versions, id, rows -> rows.next() && rows.get(column) == read));
    } catch (SessionException e) {
      unknown.addSuppressed(e);
      return false;
    }
  }
}
