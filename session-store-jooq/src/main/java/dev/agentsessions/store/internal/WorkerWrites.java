package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.WORKER;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Worker;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
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

  void commit(Work work, Commit commit) throws SQLException {
    WorkerChanges changes = commit.workers();
    work.runAll(remove, of(commit.before(), changes.removed()));
    work.runAll(commit.kind().isIntent() ? want : see, of(commit.after(), changes.changed()));
    work.runAll(add, of(commit.after(), changes.added()));
  }

  private static List<Write> of(Session session, List<Worker> workers) {
    return workers.stream().map(worker -> new Write(session.id(), worker)).toList();
  }

  /** One session's worker. */
  static <S> Condition row(
      Parameters<S> in, Function<S, SessionId> session, Function<S, Worker> worker) {
    return WORKER
        .ID
        .eq(in.of(WORKER.ID, source -> worker.apply(source).id().value()))
        .and(WORKER.SESSION.eq(in.of(WORKER.SESSION, source -> session.apply(source).value())));
  }

  private static Condition row(Parameters<Write> in) {
    return row(in, Write::session, Write::worker);
  }
}
