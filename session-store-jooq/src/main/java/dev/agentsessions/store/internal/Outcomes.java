package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;

import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.OutcomeUnknown;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jooq.Field;

/** What became of a commit that failed inside: looked up in the rows that it would have written. */
final class Outcomes {
  /** A look at a session's rows, which are locked: nothing is under way there. */
  interface Look<R> {
    /**
     * What was written; empty when nothing was.
     *
     * @throws OutcomeUnknown the one that is given, if the rows do not say
     */
    Optional<R> at(Work work, OutcomeUnknown unknown) throws SQLException;
  }

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

  /**
   * A row that still has the version it was read with was not written; from any other nothing
   * follows, since somebody else may have written it since.
   */
  private Session settled(Session before, Field<Long> column, long read, Supplier<Session> write) {
    return settled(
        write,
        (work, unknown) -> {
          if (work.read(versions, before.id(), rows -> rows.next() && rows.get(column) == read)) {
            return Optional.empty();
          }
          throw unknown;
        });
  }

  /**
   * A create is tried once more: its id is then taken by itself, or by nobody. As any insert it
   * waits for one of that id that is still under way.
   *
   * @param isStored whether what it writes is there
   * @throws OutcomeUnknown if nobody can tell
   */
  void settled(Runnable create, BooleanSupplier isStored) {
    try {
      create.run();
    } catch (OutcomeUnknown unknown) {
      again(create, isStored, unknown);
    }
  }

  private static void again(Runnable create, BooleanSupplier isStored, OutcomeUnknown unknown) {
    try {
      create.run();
    } catch (AlreadyExists taken) {
      if (!isStored.getAsBoolean()) {
        throw taken;
      }
    } catch (Unavailable | OutcomeUnknown lost) {
      unknown.addSuppressed(lost);
      throw unknown;
    }
  }

  /**
   * What a write that locks a session's row first gives, also when its commit failed.
   *
   * @throws Unavailable also if that has written nothing
   * @throws OutcomeUnknown if nobody can tell
   */
  <R> R settled(SessionId session, Supplier<R> write, Look<R> look) {
    return settled(
        write,
        (work, unknown) ->
            work.read(versions, session, Rows::next)
                ? look.at(work, unknown)
                : Optional.empty()); // what was written of it went with it
  }

  private <R> R settled(Supplier<R> write, Look<R> look) {
    try {
      return write.get();
    } catch (OutcomeUnknown unknown) {
      return read(look, unknown)
          .orElseThrow(() -> new Unavailable("the commit failed, and nothing is written", unknown));
    }
  }

  private <R> Optional<R> read(Look<R> look, OutcomeUnknown unknown) {
    try {
      return database.write(work -> look.at(work, unknown));
    } catch (SessionException e) {
      if (e != unknown) {
        unknown.addSuppressed(e);
      }
      throw unknown;
    }
  }
}
