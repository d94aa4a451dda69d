package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.worker.WorkerSighting;

/** What an owner runs of a session. */
record Processes(WorkerRuntime workers, Place place) {
  Processes {
    requireNonNull(workers, "workers");
    requireNonNull(place, "place");
  }

  Sightings adopt() {
    return new Sightings(workers.adopt(place));
  }

  /**
   * Begins to end all of them and forgets the ended. Nothing happens where a newer owner has
   * adopted them.
   *
   * @return whether one still runs
   */
  boolean end() {
    try {
      var sightings = new Sightings(workers.observe(place));
      for (WorkerSighting process : sightings.list()) {
        if (process.isRunning()) {
          workers.stop(place, process.worker());
        } else {
          workers.release(place, process.worker(), process.epoch());
        }
      }
      return !sightings.running().isEmpty();
    } catch (SessionException.StaleFence adopted) {
      return false;
    }
  }
}
