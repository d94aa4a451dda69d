package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.telemetry.Metered;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Gone;
import dev.agentsessions.workspace.EnvironmentState.Over;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From a session that is wanted to one whose workers run (L-10, L-11). */
final class Spawning {
  private final SessionStore store;
  private final Launches launches;
  private final Deadlines deadlines;
  private final ReconcilerConfig config;

  @Inject
  Spawning(
      @Metered SessionStore store,
      Launches launches,
      Deadlines deadlines,
      ReconcilerConfig config) {
    this.store = requireNonNull(store, "store");
    this.launches = requireNonNull(launches, "launches");
    this.deadlines = requireNonNull(deadlines, "deadlines");
    this.config = requireNonNull(config, "config");
  }

  NextLook step(Pass pass) {
    Optional<Session> ending = deadlines.passed(pass);
    if (ending.isPresent()) {
      return pass.commit(store, ending.get());
    }
    Session session = pass.session();
    return switch (pass.runtime().environments().ensure(session, session.ownership().fence())) {
      case Pending pending -> await(pass, pending);
      case Failed failed -> fail(pass, failed.reason(), failed.message());
      case Gone gone -> fail(pass, gone.reason(), gone.message());
      case Over over -> pass.commit(store, session.terminate(over.ending()));
      case Ready ready -> spawn(pass, ready);
    };
  }

  private NextLook spawn(Pass pass, Ready ready) {
    Session placed = Judgement.placed(pass, ready);
    Provision told = pass.session().status().run().provision();
    return placed.status().run().provision().equals(told)
        ? spawn(pass, pass.place(ready.endpoint()), placed)
        : pass.commit(store, placed); // agents are told what is stored
  }

  private NextLook await(Pass pass, Pending pending) {
    Session waiting =
        Provisioning.of(pass.session(), pending.provision(), pass.now())
            .withConditions(
                conditions ->
                    conditions.with(
                        Condition.ENVIRONMENT_READY,
                        Status.FALSE,
                        Reason.ENVIRONMENT_PENDING,
                        pending.message(),
                        pass.now(),
                        pass.session().revision().generation()));
    if (!waiting.equals(pass.session())) {
      return pass.commit(store, waiting);
    }
    Duration wait = Provisioning.isUnderWay(waiting) ? config.soon() : pass.untilThen(config);
    return NextLook.in(deadlines.next(pass, wait));
  }

  /**
   * @param session in its environment
   */
  private NextLook spawn(Pass pass, Place place, Session session) {
    Sightings sightings = pass.look(place);
    sightings
        .unwanted(session)
        .forEach(stray -> pass.runtime().workers().stop(place, stray.worker()));
    Optional<Worker> untried =
        session.workers().stream()
            .filter(worker -> worker.desired().goal() == Goal.RUN && !worker.wasTried())
            .findFirst();
    if (untried.isPresent()) {
      return start(pass, place, session, sightings, untried.get());
    }
    return becomeActive(pass, place, session);
  }

  private NextLook start(
      Pass pass, Place place, Session session, Sightings sightings, Worker worker) {
    boolean olderRuns =
        sightings.running().stream()
            .anyMatch(
                sighting ->
                    sighting.worker().equals(worker.id())
                        && sighting.epoch() < worker.desired().epoch());
    if (olderRuns) {
      return NextLook.in(config.soon());
    }
    var observed = launches.start(pass, place, worker, worker.desired().epoch());
    return pass.commit(
        store,
        session
            .in(place.endpoint().directory())
            .withWorker(worker.id(), found -> found.withObserved(observed)));
  }

  /** Every worker asked for was tried. One that runs is enough, and so is none asked for. */
  private NextLook becomeActive(Pass pass, Place place, Session session) {
    List<Worker> wanted =
        session.workers().stream().filter(worker -> worker.desired().goal() == Goal.RUN).toList();
    if (!wanted.isEmpty() && wanted.stream().noneMatch(Spawning::cameUp)) {
      return fail(pass, Reason.SPAWN_FAILED, why(wanted.getFirst()));
    }
    return pass.commit(
        store,
        session
            .in(place.endpoint().directory())
            .after(LifecycleEvent.ACTIVATE, pass.now())
            .withConditions(
                conditions ->
                    conditions.with(
                        Condition.ENVIRONMENT_READY,
                        Status.TRUE,
                        Reason.ENVIRONMENT_READY,
                        "",
                        pass.now(),
                        session.revision().generation())));
  }

  /** A run that was over before anybody looked did run. */
  private static boolean cameUp(Worker worker) {
    return worker.observed().state() == WorkerState.RUNNING
        || worker.observed().exit().filter(WorkerExit::isClean).isPresent();
  }

  private static String why(Worker worker) {
    String exit = worker.observed().exit().map(WorkerExit::inWords).orElse("it is gone");
    return "no worker runs; " + worker.name() + ": " + exit;
  }

  private NextLook fail(Pass pass, Reason reason, String message) {
    return pass.commit(
        store, pass.session().terminate(new Ending(Target.FAILED, reason, Optional.of(message))));
  }
}
