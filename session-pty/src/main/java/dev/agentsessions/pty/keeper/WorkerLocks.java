package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.WorkerKey;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets one thread at a time act for a worker. A few locks are shared by all workers, so that none
 * is kept for a worker at rest.
 */
final class WorkerLocks {
  private final List<ReentrantLock> locks = Stream.generate(ReentrantLock::new).limit(32).toList();

  <T> T locked(WorkerKey worker, Supplier<T> action) {
    ReentrantLock lock = locks.get(Math.floorMod(worker.hashCode(), locks.size()));
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
