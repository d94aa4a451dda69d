package dev.agentsessions.operation;

import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerRef;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The size that was last asked for, of each worker whose terminal was resized through this host.
 * Bounded: beyond {@link #MAX} the one resized longest ago falls back to the size it was created
 * with, which costs a redraw.
 */
final class TerminalSizes {
  private static final int MAX = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<WorkerRef, WindowSize> sizes = new LinkedHashMap<>(); // guarded by lock

  @Inject
  TerminalSizes() {}

  WindowSize of(WorkerRef ref, Worker worker) {
    lock.lock();
    try {
      return sizes.getOrDefault(ref, worker.size());
    } finally {
      lock.unlock();
    }
  }

  void put(WorkerRef ref, WindowSize size) {
    lock.lock();
    try {
      sizes.remove(ref);
      sizes.put(ref, size);
      if (sizes.size() > MAX) {
        sizes.remove(sizes.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }
}
