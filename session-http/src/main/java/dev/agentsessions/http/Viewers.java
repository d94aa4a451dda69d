package dev.agentsessions.http;

import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerRef;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The clients at each terminal, to tell them of a new size (W-07). Thread-safe. */
final class Viewers {
  private final Map<WorkerRef, Set<Viewer>> byWorker = new ConcurrentHashMap<>();

  @Inject
  Viewers() {}

  void add(Viewer viewer) {
    byWorker.compute(
        viewer.attachment().ref(),
        (ref, there) -> {
          Set<Viewer> all = there == null ? ConcurrentHashMap.newKeySet() : there;
          all.add(viewer);
          return all;
        });
  }

  void remove(Viewer viewer) {
    byWorker.computeIfPresent(
        viewer.attachment().ref(),
        (ref, there) -> {
          there.remove(viewer);
          return there.isEmpty() ? null : there;
        });
  }

  /** Tells everybody at the terminal. Does not wait. */
  void resized(WorkerRef ref, WindowSize size) {
    byWorker.getOrDefault(ref, Set.of()).forEach(viewer -> viewer.mailbox().resized(size));
  }
}
