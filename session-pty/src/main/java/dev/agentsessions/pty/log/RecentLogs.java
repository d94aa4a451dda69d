package dev.agentsessions.pty.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The resting logs that were read last, so that not every read of one looks through its folder. */
final class RecentLogs {
  private static final int MOST = 64;

  private record Key(WorkerKey worker, long epoch) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, EpochLog> logs = new LinkedHashMap<>(MOST, 0.75f, true); // by lock

  Optional<EpochLog> find(WorkerKey worker, long epoch) {
    lock.lock();
    try {
      return Optional.ofNullable(logs.get(new Key(worker, epoch)));
    } finally {
      lock.unlock();
    }
  }

  void put(WorkerKey worker, EpochLog log) {
    lock.lock();
    try {
      logs.put(new Key(worker, log.bounds().epoch()), log);
      if (logs.size() > MOST) {
        logs.remove(logs.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  void forget(WorkerKey worker) {
    lock.lock();
    try {
      logs.keySet().removeIf(key -> key.worker().equals(worker));
    } finally {
      lock.unlock();
    }
  }
}
