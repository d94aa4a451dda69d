package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerRef;
import dev.agentsessions.worker.WorkerState;
import jakarta.inject.Inject;

/**
 * What workers say of themselves. It is written as if their session's owner had seen it, at
 * whatever host they say it; the owner's own writes are not lost, since the status version is
 * compared. Safe for many threads.
 */
public final class ActivityReports {
  private static final int TRIES = 10;

  private final SessionFinder finder;
  private final SessionStore store;

  @Inject
  ActivityReports(SessionFinder finder, SessionStore store) {
    this.finder = requireNonNull(finder, "finder");
    this.store = requireNonNull(store, "store");
  }

  /**
   * A worker says what it does; saying the same again changes nothing.
   *
   * @throws Denied unless the worker itself asks
   * @throws SessionException.NotFound if there is no such session or worker
   * @throws SessionException.WrongPhase if its process is not known to run
   */
  public void report(
      Caller caller, ProjectId project, SessionRef ref, WorkerId worker, Activity activity) {
    for (int tries = 1; ; tries++) {
      Session session = finder.get(caller, Permission.EDIT, project, ref);
      if (caller.worker().filter(new WorkerRef(session.id(), worker)::equals).isEmpty()) {
        throw new Denied("only the worker says what it does");
      }
      Session reported = withActivity(session, Steps.worker(session, worker), activity);
      if (reported.equals(session)) {
        return;
      }
      try {
        store.commit(new Observation(session, reported));
        return;
      } catch (Stale | StaleFence changed) {
        if (tries == TRIES) {
          throw changed;
        }
      }
    }
  }

  private static Session withActivity(Session session, Worker worker, Activity activity) {
    WorkerObserved seen = worker.observed();
    if (seen.state() != WorkerState.RUNNING) {
      throw new SessionException.WrongPhase(
          session.state(), "an activity", "the worker is not seen to run yet, or any more");
    }
    var reported = new WorkerObserved(seen.state(), seen.epoch(), seen.exit(), activity);
    return session.withWorker(worker.id(), found -> found.withObserved(reported));
  }
}
