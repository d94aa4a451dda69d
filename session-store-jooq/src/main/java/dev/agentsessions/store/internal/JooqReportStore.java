package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.SessionChange.ResultReported;
import dev.agentsessions.json.StoredJson;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.result.RunReport;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.OutcomeUnknown;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Reports in the rows of their sessions. Safe from any thread. */
public final class JooqReportStore implements ReportStore {
  private record Reported(Session session, RunReport report) {}

  private final Database database;
  private final CommitListener listener;
  private final InstantSource clock;
  private final Template<Reported> put;
  private final Template<Session> find;
  private final EventWrites events;
  private final Outcomes outcomes;

  /**
   * @param clock of events; in microseconds
   */
  @Inject
  public JooqReportStore(Database database, CommitListener listener, InstantSource clock) {
    this.database = requireNonNull(database, "database");
    this.listener = requireNonNull(listener, "listener");
    this.clock = requireNonNull(clock, "clock");
    DSLContext db = database.dsl();
    put =
        Template.of(
            db,
            in ->
                db.update(SESSION)
                    .set(
                        SESSION.REPORT,
                        in.of(SESSION.REPORT, reported -> StoredJson.write(reported.report())))
                    .set(
                        SESSION.REPORT_RUN,
                        in.of(SESSION.REPORT_RUN, reported -> run(reported.session())))
                    .set(SESSION.LAST_EVENT_SEQ, SESSION.LAST_EVENT_SEQ.plus(DSL.inline(1L)))
                    .where(
                        SESSION.ID.eq(
                            in.of(SESSION.ID, reported -> reported.session().id().value())),
                        SESSION.DELETED_AT.isNull())
                    .returning(SESSION.LAST_EVENT_SEQ));
    find =
        Template.of(
            db,
            in ->
                db.select(SESSION.REPORT)
                    .from(SESSION)
                    .where(
                        SESSION.ID.eq(in.of(SESSION.ID, session -> session.id().value())),
                        SESSION.REPORT_RUN.eq(in.of(SESSION.REPORT_RUN, JooqReportStore::run))));
    events = new EventWrites(db);
    outcomes = new Outcomes(database);
  }

  @Override
  public void put(Session read, RunReport report) {
    Instant now = clock.instant();
    outcomes.settled(
        read.id(),
        () -> database.write(work -> put(work, read, report, now)),
        (work, unknown) -> written(work, read, report, unknown));
    listener.committed(read.identity());
  }

  @Override
  public Optional<RunReport> find(Session read) {
    return database.read(work -> find(work, read));
  }

  private Optional<RunReport> find(Work work, Session read) throws SQLException {
    return work.read(
            find, read, rows -> rows.next() ? rows.find(SESSION.REPORT) : Optional.<String>empty())
        .map(StoredJson::readReport);
  }

  private RunReport put(Work work, Session read, RunReport report, Instant now)
      throws SQLException {
    long seq = put(work, new Reported(read, report));
    events.append(work, read.identity(), seq, now, List.of(new ResultReported(report.isError())));
    return report;
  }

  /** Another report was there before, or has come since. */
  private Optional<RunReport> written(
      Work work, Session read, RunReport report, OutcomeUnknown unknown) throws SQLException {
    Optional<RunReport> stored = find(work, read);
    if (stored.isPresent() && !stored.get().equals(report)) {
      throw unknown;
    }
    return stored;
  }

  private long put(Work work, Reported reported) throws SQLException {
    OptionalLong seq =
        work.read(
            put,
            reported,
            rows ->
                rows.next()
                    ? OptionalLong.of(rows.get(SESSION.LAST_EVENT_SEQ))
                    : OptionalLong.empty());
    return seq.orElseThrow(() -> new NotFound("session " + reported.session().id()));
  }

  private static int run(Session session) {
    return session.status().run().restartCount();
  }
}
