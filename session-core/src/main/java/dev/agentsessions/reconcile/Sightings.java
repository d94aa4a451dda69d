package dev.agentsessions.reconcile;

import dev.agentsessions.session.Session;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerSighting;
import dev.agentsessions.worker.WorkerState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A session's processes at one look. */
record Sightings(List<WorkerSighting> list) {
  Sightings {
    list = List.copyOf(list);
  }

  List<WorkerSighting> running() {
    return list.stream().filter(WorkerSighting::isRunning).toList();
  }

  /** Those whose end the session has stored already, so that the runtime may forget them. */
  List<WorkerSighting> stored(Session session) {
    return list.stream().filter(sighting -> isStored(session, sighting)).toList();
  }

  /**
   * Processes that nobody wants: of no worker, of an old epoch, or of a worker that shall not run.
   */
  List<WorkerSighting> unwanted(Session session) {
    return running().stream()
        .filter(
            sighting ->
                session
                    .worker(sighting.worker())
                    .filter(worker -> isWanted(worker, sighting))
                    .isEmpty())
        .toList();
  }

  /** A worker's process, if the one that runs is wanted. */
  Optional<WorkerSighting> wanted(Session session, WorkerId worker) {
    List<WorkerSighting> unwanted = unwanted(session);
    return running().stream()
        .filter(sighting -> sighting.worker().equals(worker) && !unwanted.contains(sighting))
        .findFirst();
  }

  /**
   * The session with what is seen of its workers. A process that was seen and is not there any more
   * is lost.
   */
  Session seenBy(Session session) {
    return session.withWorkers(
        session.workers().stream().map(worker -> worker.withObserved(seen(worker))).toList());
  }

  /** A runtime that cannot tell an activity leaves the one that the worker told itself. */
  private WorkerObserved seen(Worker worker) {
    WorkerObserved before = worker.observed();
    Optional<WorkerSighting> newest = newest(worker.id());
    if (newest.isEmpty() || newest.get().epoch() < before.epoch()) {
      return before.state() == WorkerState.RUNNING ? WorkerObserved.lost(before.epoch()) : before;
    }
    WorkerObserved now = newest.get().observed();
    boolean same =
        now.state() == before.state()
            && now.epoch() == before.epoch()
            && (now.activity() == before.activity() || now.activity() == Activity.UNKNOWN);
    boolean known = before.exit().isPresent() && now.epoch() == before.epoch();
    return same || known ? before : now;
  }

  private Optional<WorkerSighting> newest(WorkerId worker) {
    return list.stream()
        .filter(sighting -> sighting.worker().equals(worker))
        .max(Comparator.comparingLong(WorkerSighting::epoch));
  }

  private static boolean isWanted(Worker worker, WorkerSighting sighting) {
    return switch (worker.desired().goal()) {
      case RUN -> sighting.epoch() >= Math.max(worker.desired().epoch(), worker.observed().epoch());
      case STOP, DELETE -> false;
    };
  }

  private static boolean isStored(Session session, WorkerSighting sighting) {
    if (sighting.isRunning()) {
      return false;
    }
    Optional<Worker> worker = session.worker(sighting.worker());
    return worker.isEmpty()
        || worker.get().observed().epoch() > sighting.epoch()
        || (worker.get().observed().epoch() == sighting.epoch()
            && worker.get().observed().state().isOver());
  }
}
