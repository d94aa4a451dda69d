package dev.agentsessions.store.internal;

import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.worker.Worker;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Which workers' rows a commit writes.
 *
 * @param changed as they are afterwards, in what whoever commits writes of them
 */
record WorkerChanges(List<Worker> removed, List<Worker> changed, List<Worker> added) {
  static WorkerChanges of(Intent intent) {
    Session before = intent.before();
    Session after = intent.after();
    return new WorkerChanges(
        missing(before, after),
        changed(
            before,
            after,
            (was, is) ->
                was.name().equals(is.name())
                    && was.kind().equals(is.kind())
                    && was.size().equals(is.size())
                    && was.desired().equals(is.desired())),
        missing(after, before));
  }

  static WorkerChanges of(Observation observation) {
    Session before = observation.before();
    Session after = observation.after();
    return new WorkerChanges(
        missing(before, after),
        changed(before, after, (was, is) -> was.observed().equals(is.observed())),
        List.of());
  }

  /** Workers of one session that the other does not have. */
  private static List<Worker> missing(Session one, Session other) {
    return one.workers().stream().filter(worker -> other.worker(worker.id()).isEmpty()).toList();
  }

  /** Workers of both, as they are after, that are not the same. */
  private static List<Worker> changed(
      Session before, Session after, BiPredicate<Worker, Worker> same) {
    return after.workers().stream()
        .filter(
            is -> {
              Optional<Worker> was = before.worker(is.id());
              return was.isPresent() && !same.test(was.get(), is);
            })
        .toList();
  }
}
