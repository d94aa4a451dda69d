package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.WorkerKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * All that were spawned and not released, of each worker the newest last. Safe for many threads;
 * whoever adds to a worker sees to it that nobody else does.
 */
final class KeptWorkers {
  private static final Comparator<KeptWorker> BY_EPOCH =
      Comparator.comparingLong(kept -> kept.status().epoch());

  private final ConcurrentMap<WorkerKey, List<KeptWorker>> byWorker = new ConcurrentHashMap<>();

  /** Those of one worker, the newest last. */
  List<KeptWorker> of(WorkerKey worker) {
    return byWorker.getOrDefault(worker, List.of());
  }

  Stream<KeptWorker> all() {
    return byWorker.values().stream().flatMap(List::stream);
  }

  Optional<KeptWorker> find(WorkerKey worker, long epoch) {
    return of(worker).stream().filter(kept -> kept.status().epoch() == epoch).findFirst();
  }

  /** The newest of a worker, if it has a terminal. */
  Optional<Terminal> terminal(WorkerKey worker) {
    List<KeptWorker> kept = of(worker);
    return !kept.isEmpty() && kept.getLast() instanceof Terminal terminal
        ? Optional.of(terminal)
        : Optional.empty();
  }

  List<Terminal> terminals() {
    return terminals(all());
  }

  List<Terminal> terminals(WorkerKey worker) {
    return terminals(of(worker).stream());
  }

  private static List<Terminal> terminals(Stream<KeptWorker> kept) {
    return kept.filter(Terminal.class::isInstance).map(Terminal.class::cast).toList();
  }

  void add(KeptWorker added) {
    byWorker.merge(
        added.status().worker(),
        List.of(added),
        (before, one) -> Stream.concat(before.stream(), one.stream()).sorted(BY_EPOCH).toList());
  }

  void remove(KeptWorker removed) {
    byWorker.computeIfPresent(
        removed.status().worker(),
        (worker, kept) -> {
          List<KeptWorker> left = new ArrayList<>(kept);
          left.remove(removed);
          return left.isEmpty() ? null : List.copyOf(left);
        });
  }

  boolean contains(KeptWorker kept) {
    return of(kept.status().worker()).contains(kept);
  }
}
