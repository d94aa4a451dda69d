package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Revision.Change;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a user names and comes back to, as stored. A value: each method answers the next session,
 * and {@link SessionStore#commit} writes the difference.
 *
 * @param workers by creation time, names unique
 */
public record Session(
    SessionIdentity identity,
    SessionMetadata metadata,
    SessionSpec spec,
    Desired desired,
    Revision revision,
    SessionStatus status,
    Ownership ownership,
    Liveness liveness,
    List<Worker> workers) {
  public Session {
    requireNonNull(identity, "identity");
    requireNonNull(metadata, "metadata");
    requireNonNull(spec, "spec");
    requireNonNull(desired, "desired");
    requireNonNull(revision, "revision");
    requireNonNull(status, "status");
    requireNonNull(ownership, "ownership");
    requireNonNull(liveness, "liveness");
    workers = List.copyOf(workers);
    checkArgument(
        workers.stream().map(Worker::name).distinct().count() == workers.size(),
        "two workers of %s have one name",
        identity.id());
  }

  public SessionId id() {
    return identity.id();
  }

  public SessionState state() {
    return status.state();
  }

  public boolean isDeleted() {
    return desired.isDeleted();
  }

  /** Something is under way or runs, so a host has to own it. A session at rest has no owner. */
  public boolean needsOwner() {
    return switch (state()) {
      case CREATED -> desired == Desired.RUNNING || hasWorkerToDelete();
      case SPAWNING, ACTIVE, TERMINATING -> true;
      case STOPPED, COMPLETED, FAILED -> isDeleted() || hasWorkerToDelete();
      case CLEANED -> false;
    };
  }

  /** Holds its role (S-19): live, or resting where it was created. */
  public boolean holdsRole() {
    return state().isLive();
  }

  public Optional<Worker> worker(WorkerId id) {
    return workers.stream().filter(worker -> worker.id().equals(id)).findFirst();
  }

  /** The strongest activity of its workers. */
  public Activity activity() {
    return workers.stream()
        .map(worker -> worker.observed().activity())
        .min(Activity::compareTo)
        .orElse(Activity.UNKNOWN);
  }

  /**
   * Takes one move of the table. A new run starts to count its time and its activity anew.
   *
   * @throws SessionException.IllegalTransition if the table has no such move
   */
  public Session after(LifecycleEvent event, Instant at) {
    SessionState next = SessionLifecycle.next(state(), event);
    return switch (event) {
      case SPAWN ->
          withStatus(moved(next, status.run().started(at))).withLiveness(liveness.restarted(at));
      case ACTIVATE ->
          withStatus(moved(next, status.run().activated(revision.generation(), wantedModel())));
      case TERMINATE -> throw new IllegalArgumentException("TERMINATE needs an ending");
      case STOP, COMPLETE, FAIL, CLEAN -> withStatus(ended(next, status.run().finished(at)));
      case RESTART -> withStatus(restarted(next));
    };
  }

  /**
   * TERMINATE towards an ending. While it terminates already the goal only rises.
   *
   * @throws SessionException.IllegalTransition if the session rests
   */
  public Session terminate(Ending ending) {
    SessionState next = SessionLifecycle.next(state(), LifecycleEvent.TERMINATE);
    Ending goal = status.ending().map(earlier -> earlier.or(ending)).orElse(ending);
    return withStatus(
        new SessionStatus(
            status.version(),
            next,
            Optional.of(goal.reason()),
            goal.message(),
            Optional.of(goal),
            status.conditions(),
            status.run()));
  }

  /** What callers want changes: the desired state, one version on. */
  public Session wanting(Desired desired, Change change) {
    return new Session(
        identity,
        metadata,
        spec,
        desired,
        revision.next(change),
        status,
        ownership,
        liveness,
        workers);
  }

  public Session withMetadata(SessionMetadata metadata, Change change) {
    return described(spec, metadata, change);
  }

  /** What callers say of it changes: one version on, and one generation with another spec. */
  public Session described(SessionSpec spec, SessionMetadata metadata, Change change) {
    return new Session(
        identity,
        metadata,
        spec,
        desired,
        spec.equals(this.spec) ? revision.next(change) : revision.respecified(change),
        status,
        ownership,
        liveness,
        workers);
  }

  public Session withStatus(SessionStatus status) {
    return new Session(
        identity, metadata, spec, desired, revision, status, ownership, liveness, workers);
  }

  public Session withOwnership(Ownership ownership) {
    return new Session(
        identity, metadata, spec, desired, revision, status, ownership, liveness, workers);
  }

  public Session withLiveness(Liveness liveness) {
    return new Session(
        identity, metadata, spec, desired, revision, status, ownership, liveness, workers);
  }

  public Session withRevision(Revision revision) {
    return new Session(
        identity, metadata, spec, desired, revision, status, ownership, liveness, workers);
  }

  public Session withWorkers(List<Worker> workers) {
    return new Session(
        identity, metadata, spec, desired, revision, status, ownership, liveness, workers);
  }

  /** With one worker changed; without it, nothing changes. */
  public Session withWorker(WorkerId id, UnaryOperator<Worker> change) {
    return withWorkers(
        workers.stream()
            .map(worker -> worker.id().equals(id) ? change.apply(worker) : worker)
            .toList());
  }

  /** Without a worker. */
  public Session without(WorkerId id) {
    return withWorkers(workers.stream().filter(worker -> !worker.id().equals(id)).toList());
  }

  public Session withConditions(UnaryOperator<Conditions> change) {
    return withStatus(status.withConditions(change.apply(status.conditions())));
  }

  /**
   * Its environment is ready.
   *
   * @param directory where its workers run
   */
  public Session in(String directory) {
    return withStatus(status.withRun(status.run().in(directory)));
  }

  /** The session whose files are yet to be copied into its workspace. */
  public Optional<SessionId> filesFrom() {
    return status.run().filesFrom();
  }

  /** Its worktree got the branch that its spec says. */
  public Session onBranch() {
    return status.run().given().equals(spec.branch())
        ? this
        : withStatus(status.withRun(status.run().on(spec.branch(), spec.branch())));
  }

  /** Another branch is checked out in its worktree than before, whatever its spec says (G-08). */
  public Session following(String branch) {
    return status.run().branch().isEmpty()
        ? this
        : withStatus(status.withRun(status.run().on(Optional.of(branch), status.run().given())));
  }

  /** Its workspace has this; what has not changed keeps its time. */
  public Session provisioned(Provision seen, Instant at) {
    Run run = status.run();
    return withStatus(status.withRun(run.with(seen.since(run.provision(), at))));
  }

  /** With this as the workflow that its agents run in. */
  public Session running(Optional<ActiveWorkflow> active) {
    Run run = status.run();
    return withStatus(status.withRun(run.with(run.provision().running(active))));
  }

  /**
   * What its workspace has of what its spec says: nothing yet of what was just wanted, and what was
   * wanted no longer only until its owner has looked.
   */
  public Provision provision() {
    return status.run().provision();
  }

  /**
   * The repositories whose changes are pushed as it comes to rest (G-03): none unless it is on its
   * way to where that is due, and none that are not there.
   */
  public List<SourceRepository> pushedAtRest() {
    boolean isDue =
        status
            .ending()
            .map(Ending::target)
            .filter(target -> target == Ending.Target.STOPPED || target == Ending.Target.COMPLETED)
            .isPresent();
    return repositories().stream()
        .filter(repo -> isDue && repo.what().autoPush() && repo.state() == Reconciled.State.READY)
        .map(Reconciled::what)
        .toList();
  }

  /** The repositories that it shall have, and how far each is. */
  public List<Reconciled<SourceRepository>> repositories() {
    return spec.kind() instanceof AgenticSession kind
        ? kind.repos().stream().map(this::reconciled).toList()
        : List.of();
  }

  /** The workflow that it shall have, and how far that is. */
  public Optional<Reconciled<ActiveWorkflow>> workflow() {
    return spec.kind() instanceof AgenticSession kind
        ? kind.workflow().map(this::reconciled)
        : Optional.empty();
  }

  private Reconciled<ActiveWorkflow> reconciled(ActiveWorkflow wanted) {
    return provision()
        .workflow()
        .filter(seen -> seen.what().equals(wanted))
        .orElseGet(() -> onItsWay(wanted));
  }

  private Reconciled<SourceRepository> reconciled(SourceRepository wanted) {
    return provision().repos().stream()
        .filter(seen -> seen.what().equals(wanted))
        .findFirst()
        .orElseGet(() -> onItsWay(wanted));
  }

  /** What its owner has not looked at yet. */
  private <T> Reconciled<T> onItsWay(T wanted) {
    return new Reconciled<>(
        wanted, Reconciled.State.CLONING, Optional.empty(), revision.updated().at());
  }

  /** The language model that it shall have. */
  public String wantedModel() {
    return spec.agent().llm().model();
  }

  /** The language model that an agent is told when it starts. */
  public String model() {
    return status.run().model().map(ModelUse::name).orElseGet(this::wantedModel);
  }

  /** Its agents were told of this model. */
  public Session using(ModelUse use) {
    return withStatus(status.withRun(status.run().using(use)));
  }

  /** Its agents that run, or ran and are wanted, are to be started anew by its owner. */
  public Session withAgentsAnew() {
    return withAnew(Worker::isAgentAtWork);
  }

  /** Some of its agents are to be started anew by its owner. */
  public Session withAnew(Predicate<Worker> which) {
    List<Worker> anew =
        workers.stream().map(worker -> which.test(worker) ? worker.anew() : worker).toList();
    return anew.equals(workers)
        ? this
        : withStatus(status.withRun(status.run().restarted())).withWorkers(anew);
  }

  /** The name that its branch has and shall not have any longer, if there is one. */
  public Optional<String> formerBranch() {
    return status.run().given().equals(spec.branch()) ? Optional.empty() : status.run().branch();
  }

  /** Its files stay although they should have gone with it, and this is why. */
  public Session keptIn(String directory, String message) {
    Session placed = in(directory);
    return placed.withStatus(placed.status.because(Reason.WORK_KEPT, message));
  }

  /** Its files are gone, and work that was in them is parked in a repository. */
  public Session parkedIn(String repository, String message) {
    Session placed = in(repository);
    return placed.withStatus(placed.status.because(Reason.WORK_PARKED, message));
  }

  /** Without an owner, as it rests. */
  public Session released() {
    return withOwnership(ownership.released());
  }

  private boolean hasWorkerToDelete() {
    return workers.stream().anyMatch(worker -> worker.desired().goal() == Goal.DELETE);
  }

  private SessionStatus moved(SessionState next, Run run) {
    return new SessionStatus(
        status.version(),
        next,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        status.conditions(),
        run);
  }

  /** The ending's reason stays: it says why the session rests. */
  private SessionStatus ended(SessionState next, Run run) {
    return new SessionStatus(
        status.version(),
        next,
        status.reason(),
        status.message(),
        Optional.empty(),
        status.conditions(),
        run);
  }

  private SessionStatus restarted(SessionState next) {
    return new SessionStatus(
        status.version(),
        next,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Conditions.NONE,
        status.run());
  }
}
