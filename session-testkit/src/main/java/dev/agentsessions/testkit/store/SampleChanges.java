package dev.agentsessions.testkit.store;

import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Revision;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Intents as operations make them, observations as the reconciler does. */
final class SampleChanges {
  private static final Instant LATER = SampleSession.NOON.plusSeconds(60);
  static final Revision.Change BOB = new Revision.Change(LATER, "bob");

  private SampleChanges() {}

  static Intent rename(Session read, String displayName) {
    SessionMetadata old = read.metadata();
    return new Intent(
        read,
        read.withMetadata(new SessionMetadata(displayName, old.labels(), old.annotations()), BOB));
  }

  static Intent metadata(Session read, SessionMetadata metadata) {
    return new Intent(read, read.withMetadata(metadata, BOB));
  }

  static Intent spec(Session read, SessionSpec spec) {
    Revision old = read.revision();
    return new Intent(
        read,
        new Session(
            read.identity(),
            read.metadata(),
            spec,
            read.desired(),
            new Revision(old.version() + 1, old.generation() + 1, old.created(), BOB),
            read.status(),
            read.ownership(),
            read.liveness(),
            read.workers()));
  }

  static Intent workers(Session read, List<Worker> workers) {
    return new Intent(read, read.withWorkers(workers).withRevision(read.revision().next(BOB)));
  }

  static Intent add(Session read, Worker worker) {
    List<Worker> workers = new ArrayList<>(read.workers());
    workers.add(worker);
    return workers(read, workers);
  }

  /** Stopped is wanted, of a live session. */
  static Intent stop(Session read) {
    return new Intent(
        read, read.wanting(Desired.STOPPED, BOB).terminate(Ending.of(Target.STOPPED, Reason.USER)));
  }

  /** Running is wanted, of a resting session. */
  static Intent restart(Session read) {
    return new Intent(
        read, read.wanting(Desired.RUNNING, BOB).after(LifecycleEvent.RESTART, LATER));
  }

  static Intent delete(Session read) {
    Session unwanted = read.wanting(Desired.DELETED, BOB);
    return new Intent(
        read,
        read.state().isLive()
            ? unwanted.terminate(Ending.of(Target.CLEANED, Reason.DELETED))
            : unwanted);
  }

  /** A move of the table. */
  static Observation move(Session read, LifecycleEvent event) {
    return new Observation(read, read.after(event, LATER));
  }

  static Observation see(Session read, WorkerId worker, WorkerObserved observed) {
    return new Observation(read, read.withWorker(worker, seen -> seen.withObserved(observed)));
  }

  static Observation withoutWorker(Session read, WorkerId gone) {
    return new Observation(
        read,
        read.withWorkers(
            read.workers().stream().filter(worker -> !worker.id().equals(gone)).toList()));
  }

  static Observation leave(Session read) {
    return new Observation(read, read.withOwnership(read.ownership().released()));
  }
}
