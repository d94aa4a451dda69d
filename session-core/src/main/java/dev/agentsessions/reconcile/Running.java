package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.output.OutputSink;
import dev.agentsessions.session.ActivityNotes;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.ModelUse;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Revision.Change;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.session.Touch;
import dev.agentsessions.telemetry.Metered;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Gone;
import dev.agentsessions.workspace.EnvironmentState.Over;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keeps a running session's processes as they are wanted, and notices when the run is over. */
final class Running {
  private static final Duration TOUCH = Duration.ofSeconds(10);

  /** Whose changes are those that nobody asked for. */
  private static final String SYSTEM = "system";

  private final SessionStore store;
  private final Launches launches;
  private final Deliveries deliveries;
  private final Deadlines deadlines;
  private final OutputSink output;
  private final ActivityNotes activity;
  private final ReconcilerConfig config;

  @Inject
  Running(
      @Metered SessionStore store,
      Launches launches,
      Deliveries deliveries,
      Deadlines deadlines,
      OutputSink output,
      ActivityNotes activity,
      ReconcilerConfig config) {
    this.store = requireNonNull(store, "store");
    this.launches = requireNonNull(launches, "launches");
    this.deliveries = requireNonNull(deliveries, "deliveries");
    this.deadlines = requireNonNull(deadlines, "deadlines");
    this.output = requireNonNull(output, "output");
    this.activity = requireNonNull(activity, "activity");
    this.config = requireNonNull(config, "config");
  }

  NextLook step(Pass pass) {
    Session session = pass.session();
    return switch (pass.runtime().environments().ensure(session, session.ownership().fence())) {
      case Pending pending ->
          deadlines
              .passed(pass)
              .map(ending -> end(pass, ending))
              .orElseGet(() -> atLatest(pass, pass.untilThen(config)));
      case Failed failed -> lost(pass, failed.reason(), failed.message());
      case Gone gone -> lost(pass, gone.reason(), gone.message());
      case Over over -> pass.commit(store, session.terminate(over.ending()));
      case Ready ready -> {
        Session placed = modeled(pass, ready, Judgement.placed(pass, ready));
        yield placed.equals(session)
            ? ModelSwitching.instead(session, ready.unmodeled())
                .map(model -> wantModel(pass, model))
                .orElseGet(() -> keep(pass, pass.place(ready.endpoint())))
            : pass.commit(store, placed);
      }
    };
  }

  private static Session modeled(Pass pass, Ready ready, Session session) {
    boolean settled =
        pass.held()
            .hasRunFor(
                ModelSwitching.SETTLES,
                session.status().run().model().filter(any -> ModelSwitching.areUp(session)));
    return ModelSwitching.of(session, ready.unmodeled(), settled, pass.now());
  }

  /** What callers want is theirs to say, but for a model that cannot be had: the one before. */
  private NextLook wantModel(Pass pass, String model) {
    Session session = pass.session();
    store.commit(
        new Intent(
            session,
            session.described(
                session.spec().withModel(model),
                session.metadata(),
                new Change(pass.now(), SYSTEM)),
            true));
    return NextLook.NOW;
  }

  /** The environment is gone. What may be left of its processes is ended and seen on the way. */
  private NextLook lost(Pass pass, Reason reason, String message) {
    var ending = new Ending(Target.FAILED, reason, Optional.of(message));
    return pass.commit(store, pass.session().terminate(ending));
  }

  private NextLook keep(Pass pass, Place place) {
    Sightings sightings = pass.look(place);
    Session seen = Judgement.of(pass, sightings);
    if (!seen.equals(pass.session())) {
      return pass.commit(store, seen);
    }
    sightings
        .stored(seen)
        .forEach(over -> pass.runtime().workers().release(place, over.worker(), over.epoch()));
    sightings.unwanted(seen).forEach(stray -> pass.runtime().workers().stop(place, stray.worker()));
    touch(pass, sightings);
    Optional<Session> ending = deadlines.passed(pass);
    if (ending.isPresent()) {
      return end(pass, ending.get());
    }
    if (!pass.mayBegin()) {
      return later(pass);
    }
    for (Worker worker : seen.workers()) {
      Optional<NextLook> step = drive(pass, place, sightings, worker);
      if (step.isPresent()) {
        return step.get();
      }
    }
    Session judged = Judgement.onLostWorkers(pass);
    if (!judged.equals(seen)) {
      return pass.commit(store, judged);
    }
    Optional<NextLook> delivery = deliveries.step(pass, place, sightings);
    if (delivery.isPresent()) {
      return delivery.get();
    }
    return sightings.unwanted(seen).isEmpty() ? later(pass) : soon();
  }

  private void touch(Pass pass, Sightings sightings) {
    Session session = pass.session();
    Held held = pass.held();
    if (held.printedSince(sightings.list())) {
      held.active(session, pass.now());
    }
    boolean notes = held.unnoted().isPresent() && activity.take(session.id());
    boolean measures = session.spec().run().timeout().isPresent() && held.mayTouch(TOUCH);
    if (notes || measures) {
      Duration elapsed = held.elapsed(session, pass.now());
      Optional<Instant> unnoted = notes ? held.unnoted() : Optional.empty();
      store.touch(new Touch(session.id(), pass.now(), unnoted, Optional.of(elapsed)));
    }
    if (notes) {
      held.noted();
    }
  }

  /**
   * Ends the run, unless it would end for inactivity and somebody was active since the session was
   * read: that makes no version stale, so it is read again (L-04).
   */
  private NextLook end(Pass pass, Session ending) {
    boolean idle = ending.status().reason().filter(Reason.INACTIVITY::equals).isPresent();
    if (idle && wasActiveSince(pass.session())) {
      return NextLook.NOW;
    }
    return pass.commit(store, ending);
  }

  private boolean wasActiveSince(Session read) {
    return store
        .find(read.id())
        .filter(now -> !now.liveness().lastActivityAt().equals(read.liveness().lastActivityAt()))
        .isPresent();
  }

  private Optional<NextLook> drive(Pass pass, Place place, Sightings sightings, Worker worker) {
    boolean runs =
        sightings.running().stream().anyMatch(process -> process.worker().equals(worker.id()));
    if (runs) {
      return Optional.empty();
    }
    return switch (worker.desired().goal()) {
      case DELETE -> Optional.of(remove(pass, place, worker));
      case STOP -> Optional.empty();
      case RUN -> run(pass, place, worker);
    };
  }

  private NextLook remove(Pass pass, Place place, Worker worker) {
    Session left = pass.session().without(worker.id());
    output.remove(place.worker(worker.id()));
    pass.forgetOthers(place, left);
    return pass.commit(store, left);
  }

  private Optional<NextLook> run(Pass pass, Place place, Worker worker) {
    if (!worker.wasTried()) {
      return Optional.of(start(pass, place, worker, worker.desired().epoch()));
    }
    if (worker.observed().state() == WorkerState.STARTING) { // anew, once the former one is gone
      return Optional.of(start(pass, place, worker, worker.observed().epoch()));
    }
    if (!worker.observed().state().isInterrupted()) {
      return Optional.empty();
    }
    if (pass.held().takeRestart(worker.id(), config.maxRestarts(), config.restartWindow())) {
      return Optional.of(start(pass, place, worker, worker.observed().epoch() + 1));
    }
    return Optional.empty();
  }

  private NextLook start(Pass pass, Place place, Worker worker, long epoch) {
    var observed = launches.start(pass, place, worker, epoch);
    return pass.commit(
        store, pass.session().withWorker(worker.id(), found -> found.withObserved(observed)));
  }

  private NextLook later(Pass pass) {
    Duration wait = Provisioning.isUnderWay(pass.session()) ? config.soon() : config.watch();
    boolean tries = pass.session().status().run().model().flatMap(ModelUse::trial).isPresent();
    return atLatest(
        pass, tries && wait.compareTo(ModelSwitching.SETTLES) > 0 ? ModelSwitching.SETTLES : wait);
  }

  private NextLook atLatest(Pass pass, Duration wait) {
    return NextLook.in(deadlines.next(pass, wait));
  }

  private NextLook soon() {
    return NextLook.in(config.soon());
  }
}
