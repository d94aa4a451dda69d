package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.WORKER;

import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Worker;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** The statements that write workers' rows. A row that is gone meanwhile stays gone. */
final class WorkerWrites {
  private record Write(SessionId session, Worker worker) {}

  private final Template<Write> add;
  private final Template<Write> want;
  private final Template<Write> see;
  private final Template<Write> remove;

  WorkerWrites(DSLContext db) {
    add =
        Template.of(
            db,
            in ->
                db.insertInto(WORKER)
                    .set(in.of(WorkerColumns.ALL, Write::worker))
                    .set(WORKER.SESSION, in.of(WORKER.SESSION, write -> write.session().value())));
    want =
        Template.of(
            db,
            in -> db.update(WORKER).set(in.of(WorkerColumns.WANTED, Write::worker)).where(row(in)));
    see =
        Template.of(
            db,
            in -> db.update(WORKER).set(in.of(WorkerColumns.SEEN, Write::worker)).where(row(in)));
    remove = Template.of(db, in -> db.deleteFrom(WORKER).where(row(in)));
  }

  void create(Work work, Session session) throws SQLException {
    work.runAll(add, of(session, session.workers()));
  }

  void commit(Work work, Intent intent) throws SQLException {
    Session before = intent.before();
    Session after = intent.after();
    work.runAll(remove, of(before, missing(before, after)));
    work.runAll(
        want,
        of(
            after,
            changed(
                before,
                after,
                (was, is) ->
                    was.name().equals(is.name())
                        && was.kind().equals(is.kind())
                        && was.size().equals(is.size())
                        && was.desired().equals(is.desired()))));
    work.runAll(add, of(after, missing(after, before)));
  }

  void commit(Work work, Observation observation) throws SQLException {
    Session before = observation.before();
    Session after = observation.after();
    work.runAll(remove, of(before, missing(before, after)));
    work.runAll(
        see, of(after, changed(before, after, (was, is) -> was.observed().equals(is.observed()))));
  }

  /** Workers of one session that the other does not have. */
  private static List<Worker> missing(Session one, Session other) {
    return one.workers().stream().filter(worker -> other.worker(worker.id()).isEmpty()).toList();
  }

  /** Workers of both, as they are after, that are not the same. */
  private static List<Worker> changed(
      Session before, Session after, BiPredicate<Worker, Worker> same) {
    return after.workers().stream()
        .filter(
            is -> {
              Optional<Worker> was = before.worker(is.id());
              return was.isPresent() && !same.test(was.get(), is);
            })
        .toList();
  }

  private static List<Write> of(Session session, List<Worker> workers) {
    return workers.stream().map(worker -> new Write(session.id(), worker)).toList();
  }

  private static Condition row(Parameters<Write> in) {
    return WORKER
        .ID
        .eq(in.of(WORKER.ID, write -> write.worker().id().value()))
        .and(WORKER.SESSION.eq(in.of(WORKER.SESSION, write -> write.session().value())));
  }
}
