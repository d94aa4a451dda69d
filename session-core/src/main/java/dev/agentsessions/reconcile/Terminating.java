package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Desired;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.telemetry.Metered;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Gone;
import dev.agentsessions.workspace.EnvironmentState.Over;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ends every process, takes the environment away, and only then lets the session rest or go (L-07).
 * Every step may be repeated, so a crash between any two of them costs nothing.
 */
final class Terminating {
  private final SessionStore store;
  private final CleanUp cleanUp;
  private final Deliveries deliveries;
  private final ReconcilerConfig config;

  @Inject
  Terminating(
      @Metered SessionStore store,
      CleanUp cleanUp,
      Deliveries deliveries,
      ReconcilerConfig config) {
    this.store = requireNonNull(store, "store");
    this.cleanUp = requireNonNull(cleanUp, "cleanUp");
    this.deliveries = requireNonNull(deliveries, "deliveries");
    this.config = requireNonNull(config, "config");
  }

  NextLook step(Pass pass) {
    LifecycleEvent event = pass.session().status().ending().orElseThrow().target().event();
    return endProcesses(pass)
        .or(() -> deliveries.toNobody(pass))
        .orElseGet(() -> release(pass, seen -> arrive(pass, seen, event)));
  }

  /** A session at rest that was deleted, or that has a worker to delete. */
  NextLook stepAtRest(Pass pass) {
    return endProcesses(pass)
        .or(() -> deliveries.toNobody(pass))
        .orElseGet(
            () ->
                release(
                    pass,
                    seen ->
                        seen.isDeleted()
                            ? arrive(pass, seen, LifecycleEvent.CLEAN)
                            : pass.commit(store, cleanUp.deletedWorkers(seen).released())));
  }

  private Optional<NextLook> endProcesses(Pass pass) {
    Session session = pass.session();
    return switch (pass.runtime().environments().observe(session, session.ownership().fence())) {
      case Ready ready -> endProcesses(pass, ready);
      case Pending pending -> Optional.empty(); // whatever is in it goes with it
      case Failed failed -> Optional.empty();
      case Gone gone -> Optional.empty();
      case Over over -> Optional.empty();
    };
  }

  private Optional<NextLook> endProcesses(Pass pass, Ready ready) {
    Place place = pass.place(ready.endpoint());
    Sightings sightings = pass.look(place);
    sightings.running().forEach(process -> pass.runtime().workers().stop(place, process.worker()));
    Session found = sightings.seenBy(pass.session());
    Session seen = ready.branch().map(found::following).orElse(found);
    if (!seen.equals(pass.session())) {
      return Optional.of(pass.commit(store, seen));
    }
    sightings
        .stored(seen)
        .forEach(over -> pass.runtime().workers().release(place, over.worker(), over.epoch()));
    return sightings.running().isEmpty()
        ? Optional.empty()
        : Optional.of(NextLook.in(config.soon()));
  }

  /**
   * @param then the next step of the session, once nothing is left of its environment
   */
  private NextLook release(Pass pass, Function<Session, NextLook> then) {
    Session session = pass.session();
    Retention retention = session.desired() == Desired.REMOVED ? Retention.DELETE : Retention.KEEP;
    Release release =
        pass.runtime().environments().release(session, session.ownership().fence(), retention);
    return switch (release) {
      case Release.Pending pending -> NextLook.in(pass.untilThen(config));
      case Release.Pushing pushing -> NextLook.in(config.soon());
      case Release.Done done -> then.apply(Judgement.pushed(pass, done));
      case Release.Kept kept -> then.apply(session.keptIn(kept.directory(), kept.reason()));
      case Release.Parked parked ->
          then.apply(
              session.parkedIn(parked.repository(), parked.reason() + ", now at " + parked.ref()));
    };
  }

  private NextLook arrive(Pass pass, Session seen, LifecycleEvent event) {
    Session ended = withoutProcesses(seen).after(event, pass.now());
    if (event == LifecycleEvent.CLEAN) {
      cleanUp.session(pass.session());
      return pass.commit(store, ended);
    }
    Session resting = Judgement.atRest(ended, pass.now());
    return pass.commit(store, cleanUp.deletedWorkers(resting).released());
  }

  /** What nobody saw end is lost; what never started is stopped. */
  private static Session withoutProcesses(Session session) {
    return session.withWorkers(
        session.workers().stream()
            .map(worker -> worker.withObserved(withoutProcess(worker)))
            .toList());
  }

  private static WorkerObserved withoutProcess(Worker worker) {
    WorkerObserved seen = worker.observed();
    return switch (seen.state()) {
      case RUNNING -> WorkerObserved.lost(seen.epoch());
      case STARTING ->
          new WorkerObserved(WorkerState.STOPPED, seen.epoch(), Optional.empty(), seen.activity());
      case EXITED, LOST, STOPPED -> seen;
    };
  }
}
