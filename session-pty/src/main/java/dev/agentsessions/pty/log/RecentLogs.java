package dev.agentsessions.pty.log;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The resting logs that were read last, so that not every read of one looks through its folder and
 * opens its files. What falls out of here has no file open.
 */
final class RecentLogs {
  private static final Logger LOG = System.getLogger(RecentLogs.class.getName());
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
    Key key = new Key(worker, log.bounds().epoch());
    forget(other -> other.equals(key));
    lock.lock();
    try {
      logs.put(key, log);
    } finally {
      lock.unlock();
    }
    forget(oldest -> logs.size() > MOST);
  }

  void forget(WorkerKey worker) {
    forget(key -> key.worker().equals(worker));
  }

  void forgetAll() {
    forget(key -> true);
  }

  /** Asks about each, the one read longest ago first. */
  private void forget(Predicate<Key> condition) {
    List<EpochLog> forgotten = new ArrayList<>();
    lock.lock();
    try {
      Iterator<Map.Entry<Key, EpochLog>> entries = logs.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<Key, EpochLog> entry = entries.next();
        if (condition.test(entry.getKey())) {
          forgotten.add(entry.getValue());
          entries.remove();
        }
      }
    } finally {
      lock.unlock();
    }
    forgotten.forEach(RecentLogs::closeFiles);
  }

  private static void closeFiles(EpochLog log) {
    try {
      log.closeFiles();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a file of a resting log cannot be closed", e);
    }
  }
}
