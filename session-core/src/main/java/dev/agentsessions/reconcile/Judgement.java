package dev.agentsessions.reconcile;

import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Conditions;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerState;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Release;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a look at a running session's processes means for it. Pure functions. */
final class Judgement {
  private Judgement() {}

  /** The session as it is seen, on its way to its end if its run is over (L-05, L-11). */
  static Session of(Pass pass, Sightings sightings) {
    Session seen = sightings.seenBy(pass.session());
    Session judged = seen.withConditions(conditions -> workersRunning(conditions, seen, pass));
    return runIsOver(judged).map(judged::terminate).orElse(judged);
  }

  /**
   * The session in its environment: with what that has, on its branch, whose name is the one
   * wanted, or a condition tells why not.
   */
  static Session placed(Pass pass, Ready ready) {
    Session named = named(pass, ready);
    Session following = ready.branch().map(named::following).orElse(named);
    return Provisioning.of(following, ready.provision(), pass.now());
  }

  private static Session named(Pass pass, Ready ready) {
    Session session = pass.session();
    return ready
        .unnamed()
        .map(
            problem ->
                session.withConditions(
                    conditions ->
                        conditions.with(
                            Condition.BRANCH_RENAMED,
                            Status.FALSE,
                            problem.code().reason(),
                            problem.message(),
                            pass.now(),
                            session.revision().generation())))
        .orElseGet(
            () ->
                session
                    .onBranch()
                    .withConditions(conditions -> conditions.without(Condition.BRANCH_RENAMED)));
  }

  /** The session, which tells of the workers that are gone and are not started again for now. */
  static Session onLostWorkers(Pass pass) {
    Session session = pass.session();
    String lost =
        session.workers().stream()
            .filter(worker -> worker.desired().goal() == Goal.RUN)
            .filter(worker -> worker.observed().state().isInterrupted())
            .map(Worker::name)
            .collect(Collectors.joining(", "));
    return session.withConditions(
        conditions ->
            lost.isEmpty()
                ? conditions.without(Condition.RESTART_LIMIT)
                : conditions.with(
                    Condition.RESTART_LIMIT,
                    Status.TRUE,
                    Reason.RESTART_LIMIT,
                    "lost too often to be started again now: " + lost,
                    pass.now(),
                    session.revision().generation()));
  }

  /** The session, which tells of what could not be pushed as it came to rest. */
  static Session pushed(Pass pass, Release.Done done) {
    Session session = pass.session();
    return done.unpushed()
        .map(
            why ->
                session.withConditions(
                    conditions ->
                        conditions.with(
                            Condition.AUTO_PUSHED,
                            Status.FALSE,
                            Reason.PUSH_FAILED,
                            why,
                            pass.now(),
                            session.revision().generation())))
        .orElse(session);
  }

  /** The session, of which nothing runs any more: no condition says otherwise. */
  static Session atRest(Session session, Instant now) {
    return session.withConditions(
        conditions ->
            noLonger(
                noLonger(
                    conditions.without(Condition.RESTART_LIMIT),
                    Condition.WORKERS_RUNNING,
                    Reason.NO_PROCESS,
                    now),
                Condition.ENVIRONMENT_READY,
                Reason.ENVIRONMENT_RELEASED,
                now));
  }

  /** What was not true keeps its reason, which may be why the session rests. */
  private static Conditions noLonger(Conditions old, String type, Reason reason, Instant now) {
    return old.find(type)
        .filter(condition -> condition.status() == Status.TRUE)
        .map(was -> old.with(type, Status.FALSE, reason, "", now, was.observedGeneration()))
        .orElse(old);
  }

  private static Conditions workersRunning(Conditions conditions, Session session, Pass pass) {
    if (session.workers().stream().noneMatch(worker -> worker.kind().hasProcess())) {
      return conditions.without(Condition.WORKERS_RUNNING);
    }
    boolean runs =
        session.workers().stream()
            .anyMatch(worker -> worker.observed().state() == WorkerState.RUNNING);
    return conditions.with(
        Condition.WORKERS_RUNNING,
        runs ? Status.TRUE : Status.FALSE,
        runs ? Reason.WORKERS_RUNNING : Reason.NO_PROCESS,
        "",
        pass.now(),
        session.revision().generation());
  }

  /** An agent that ended by itself ends a session that is one run. */
  private static Optional<Ending> runIsOver(Session session) {
    if (!session.spec().run().stopOnRunFinished()
        || ModelSwitching.refusal(session).isPresent()) { // then it runs again with another model
      return Optional.empty();
    }
    return session.workers().stream()
        .filter(worker -> worker.kind() instanceof AgentWorker && worker.wasTried())
        .filter(worker -> worker.observed().state() == WorkerState.EXITED)
        .flatMap(worker -> worker.observed().exit().map(exit -> ending(worker, exit)).stream())
        .findFirst();
  }

  private static Ending ending(Worker worker, WorkerExit exit) {
    return exit.isClean()
        ? Ending.of(Target.COMPLETED, Reason.RUN_FINISHED)
        : new Ending(
            Target.FAILED, Reason.RUNNER_EXIT, Optional.of(worker.name() + ": " + exit.inWords()));
  }
}
