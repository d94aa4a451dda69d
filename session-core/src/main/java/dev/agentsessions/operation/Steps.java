package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.Projects;
import dev.agentsessions.reconcile.WakeUps;
import dev.agentsessions.session.Revision.Change;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.telemetry.Metered;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerId;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * The steps that operations share. Authorization comes before anything that would reveal what
 * exists (T-02).
 */
final class Steps {
  private final Authorizer authorizer;
  private final Projects projects;
  private final SessionFinder finder;
  private final SessionStore store;
  private final WakeUps wakeUps;
  private final InstantSource clock;

  @Inject
  Steps(
      Authorizer authorizer,
      Projects projects,
      SessionFinder finder,
      @Metered SessionStore store,
      WakeUps wakeUps,
      InstantSource clock) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.projects = requireNonNull(projects, "projects");
    this.finder = requireNonNull(finder, "finder");
    this.store = requireNonNull(store, "store");
    this.wakeUps = requireNonNull(wakeUps, "wakeUps");
    this.clock = requireNonNull(clock, "clock");
  }

  /** authorize and resolve: a pipeline that makes something new in a project. */
  <I> Pipeline<SessionOperation<I>> begin(String name) {
    return begin(name, Permission.EDIT);
  }

  <I> Pipeline<SessionOperation<I>> begin(String name, Permission permission) {
    return begin(
        name, operation -> authorizer.check(operation.caller(), permission, operation.projectId()));
  }

  private <I> Pipeline<SessionOperation<I>> begin(
      String name, Pipeline.Action<SessionOperation<I>> authorize) {
    return Pipeline.<SessionOperation<I>>named(name)
        .then("authorize", authorize)
        .then("resolve", this::resolve);
  }

  /** A pipeline that changes a session: authorize, resolve, load, build, persist, publish. */
  <I> Pipeline<SessionOperation<I>> change(
      String name, Function<I, Target> target, Pipeline.Action<SessionOperation<I>> build) {
    return change(name, target, build, this::persist);
  }

  /** Likewise, of what is stored beside the session. */
  <I> Pipeline<SessionOperation<I>> change(
      String name,
      Function<I, Target> target,
      Pipeline.Action<SessionOperation<I>> build,
      Pipeline.Action<SessionOperation<I>> persist) {
    return this.<I>begin(
            name,
            operation ->
                authorizer.reach(operation.caller(), Permission.EDIT, operation.projectId()))
        .then("load", operation -> load(operation, target.apply(operation.input())))
        .then("build", build)
        .then("persist", persist)
        .then("publish", this::publish);
  }

  void resolve(SessionOperation<?> operation) {
    operation.resolve(
        projects
            .find(operation.projectId())
            .orElseThrow(() -> new SessionException.NotFound("project " + operation.projectId())));
  }

  /**
   * One of a session's workers.
   *
   * @throws SessionException.NotFound if it is not there, or is being deleted
   */
  static Worker worker(Session session, WorkerId id) {
    return session
        .worker(id)
        .filter(found -> found.desired().goal() != Goal.DELETE)
        .orElseThrow(() -> new SessionException.NotFound("worker " + id));
  }

  void publish(SessionOperation<?> operation) {
    wakeUps.wake(operation.session().id());
  }

  /** The change that an operation is about to make. */
  Change by(SessionOperation<?> operation) {
    return new Change(clock.instant(), operation.caller().id());
  }

  private void load(SessionOperation<?> operation, Target target) {
    load(
        operation,
        target,
        finder.get(operation.caller(), Permission.EDIT, operation.projectId(), target.session()));
  }

  void loadDeletedToo(SessionOperation<?> operation, Target target) {
    load(
        operation,
        target,
        finder.getDeletedToo(
            operation.caller(), Permission.ADMIN, operation.projectId(), target.session()));
  }

  private static void load(SessionOperation<?> operation, Target target, Session read) {
    target
        .version()
        .ifPresent(
            version -> {
              if (version != read.revision().version()) {
                throw new SessionException.Stale("session " + read.id(), version);
              }
            });
    operation.load(read);
  }

  void persist(SessionOperation<?> operation) {
    if (operation.changes()) {
      operation.become(store.commit(operation.intent()));
    }
  }
}
