package dev.agentsessions.memory;

import dev.agentsessions.host.NodeId;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.session.Touch;
import dev.agentsessions.worker.Worker;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of a stored session by a write. Pure functions. */
final class Merge {
  private static final Comparator<Worker> WORKER_ORDER =
      Comparator.comparing(Worker::createdAt).thenComparing(worker -> worker.id().value());

  private Merge() {}

  /** A new session as it is stored. */
  static Session created(Session session) {
    return session.withWorkers(session.workers().stream().sorted(WORKER_ORDER).toList());
  }

  /**
   * @throws Stale if the version, or where the state matters the status version, is not the one
   *     read
   */
  static Session intent(Session stored, Intent intent) {
    checkVersion(stored, intent.before().revision().version(), stored.revision().version());
    if (intent.dependsOnState()) {
      checkVersion(stored, intent.before().status().version(), stored.status().version());
    }
    Session after = intent.after();
    return new Session(
        stored.identity(),
        after.metadata(),
        after.spec(),
        after.desired(),
        after.revision(),
        intent.moves() ? next(after.status()) : stored.status(),
        at(after.ownership().node(), stored.ownership()),
        stored.liveness(),
        wanted(stored, intent));
  }

  /**
   * @throws StaleFence if the session has another owner
   * @throws Stale if the status version is not the one read
   */
  static Session observation(Session stored, Observation observation) {
    Session before = observation.before();
    if (!stored.ownership().fence().equals(before.ownership().fence())) {
      throw new StaleFence(stored.id(), before.ownership().fence(), stored.ownership().fence());
    }
    checkVersion(stored, before.status().version(), stored.status().version());
    Session after = observation.after();
    return new Session(
        stored.identity(),
        stored.metadata(),
        stored.spec(),
        stored.desired(),
        stored.revision(),
        next(after.status()),
        new Ownership(
            stored.ownership().node(), after.ownership().owner(), stored.ownership().fence()),
        observation.restartsLiveness()
            ? restarted(stored.liveness(), after.liveness())
            : stored.liveness(),
        observed(stored, observation));
  }

  /** The session as its owner now believes it to be. */
  static Session asSeen(Observation observation) {
    return observation.after().withStatus(next(observation.after().status()));
  }

  static Session touched(Session stored, Touch touch) {
    Liveness old = stored.liveness();
    return stored.withLiveness(
        new Liveness(
            touch
                .activityAt()
                .map(at -> later(at, old.lastActivityAt()))
                .orElse(old.lastActivityAt()),
            old.messageCount(),
            touch.elapsed().orElse(old.elapsed()),
            touch.elapsed().isPresent() ? touch.at() : old.measuredAt()));
  }

  /** One more message, which is activity too. */
  static Session told(Session stored, Instant at) {
    Liveness old = stored.liveness();
    return stored.withLiveness(
        new Liveness(
            later(at, old.lastActivityAt()),
            old.messageCount() + 1,
            old.elapsed(),
            old.measuredAt()));
  }

  static Session withoutParent(Session stored) {
    SessionIdentity old = stored.identity();
    return new Session(
        new SessionIdentity(
            old.id(),
            old.project(),
            old.slug(),
            old.name(),
            old.owner(),
            Optional.empty(),
            old.role()),
        stored.metadata(),
        stored.spec(),
        stored.desired(),
        stored.revision(),
        stored.status(),
        stored.ownership(),
        stored.liveness(),
        stored.workers());
  }

  private static Ownership at(Optional<NodeId> node, Ownership stored) {
    return new Ownership(node, stored.owner(), stored.fence());
  }

  private static void checkVersion(Session stored, long read, long now) {
    if (read != now) {
      throw new Stale("session " + stored.id(), read);
    }
  }

  private static SessionStatus next(SessionStatus status) {
    return status.withVersion(status.version() + 1);
  }

  /** New workers as they are, of the others what callers want; those removed meanwhile are gone. */
  private static List<Worker> wanted(Session stored, Intent intent) {
    return intent.after().workers().stream()
        .flatMap(
            worker ->
                intent.before().worker(worker.id()).isEmpty()
                    ? Stream.of(worker)
                    : stored
                        .worker(worker.id())
                        .map(seen -> worker.withObserved(seen.observed()))
                        .stream())
        .sorted(WORKER_ORDER)
        .toList();
  }

  /** What the owner saw of workers, except of those added meanwhile; without those it removed. */
  private static List<Worker> observed(Session stored, Observation observation) {
    return stored.workers().stream()
        .filter(
            worker ->
                observation.before().worker(worker.id()).isEmpty()
                    || observation.after().worker(worker.id()).isPresent())
        .map(
            worker ->
                observation
                    .after()
                    .worker(worker.id())
                    .map(seen -> worker.withObserved(seen.observed()))
                    .orElse(worker))
        .toList();
  }

  private static Liveness restarted(Liveness stored, Liveness anew) {
    return new Liveness(
        later(anew.lastActivityAt(), stored.lastActivityAt()),
        stored.messageCount(),
        anew.elapsed(),
        anew.measuredAt());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
