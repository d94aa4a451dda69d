package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.output.OutputSink;
import dev.agentsessions.session.Session;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRef;
import jakarta.inject.Inject;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what was kept for a session or a worker that goes (L-06). Idempotent; an error is logged,
 * and the rest goes on.
 */
final class CleanUp {
  private static final Logger log = LoggerFactory.getLogger(CleanUp.class);

  private final OutputSink output;
  private final Set<SessionCleaner> cleaners;

  @Inject
  CleanUp(OutputSink output, Set<SessionCleaner> cleaners) {
    this.output = requireNonNull(output, "output");
    this.cleaners = Set.copyOf(cleaners);
  }

  void session(Session session) {
    session.workers().forEach(worker -> removeOutput(session, worker.id()));
    removeOutput(session, WorkerId.SETUP);
    for (SessionCleaner cleaner : cleaners) {
      try {
        cleaner.clean(session);
      } catch (RuntimeException e) {
        log.warn("cleaner {} failed for {}", cleaner.getClass().getName(), session.id(), e);
      }
    }
  }

  /** The session without the workers that were deleted, whose output is removed. */
  Session deletedWorkers(Session session) {
    Session left = session;
    for (Worker worker : session.workers()) {
      if (worker.desired().goal() == Goal.DELETE) {
        removeOutput(session, worker.id());
        left = left.without(worker.id());
      }
    }
    return left;
  }

  private void removeOutput(Session session, WorkerId worker) {
    try {
      output.remove(new WorkerRef(session.id(), worker));
    } catch (RuntimeException e) {
      log.warn("output of {} in {} was not removed", worker, session.id(), e);
    }
  }
}
