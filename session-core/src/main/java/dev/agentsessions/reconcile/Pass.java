package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * One look at one session by its owner.
 *
 * @param mayBegin whether a process may be started; not by a host that is about to close
 */
record Pass(Session session, Held held, SessionRuntime runtime, Instant now, boolean mayBegin) {
  Pass {
    requireNonNull(session, "session");
    requireNonNull(held, "held");
    requireNonNull(runtime, "runtime");
    requireNonNull(now, "now");
  }

  Place place(Endpoint endpoint) {
    return new Place(session.id(), endpoint, session.ownership().fence());
  }

  /** How long to leave an environment alone that is on its way. */
  Duration untilThen(ReconcilerConfig config) {
    return runtime.environments().announces() ? config.watch() : config.soon();
  }

  /** The session's processes; the first look of a new owner takes them over. */
  Sightings look(Place place) {
    if (held.mustAdopt(place.endpoint())) {
      var processes = new Processes(runtime.workers(), place);
      Sightings sightings = processes.adopt();
      forgetOthers(place, session); // deleted while nobody could reach their output
      held.adopted(processes);
      return sightings;
    }
    return new Sightings(runtime.workers().observe(place));
  }

  /** Leaves no output at the place but that of the workers of a session. */
  void forgetOthers(Place place, Session left) {
    runtime
        .workers()
        .forgetOthers(place, left.workers().stream().map(Worker::id).collect(Collectors.toSet()));
  }

  /** Records what was seen; the next look follows at once. */
  NextLook commit(SessionStore store, Session seen) {
    store.commit(new Observation(session, seen));
    return NextLook.NOW;
  }
}
