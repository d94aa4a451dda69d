package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.DiskLogs;
import dev.agentsessions.pty.log.WorkerKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * Keeps workers in this process, on Linux. They end with it. One thread for all terminals; besides
 * it one virtual thread for each worker that is being ended.
 */
public final class PtyKeeper implements Keeper {
  private final KeeperConfig config;
  private final EventLoop loop;
  private final Spawner spawner;
  private final TreeEnds treeEnds = new TreeEnds();
  private final Fences fences = new Fences();
  private final ConcurrentMap<WorkerKey, KeptWorker> workers = new ConcurrentHashMap<>();
  private final Set<WorkerKey> starting = ConcurrentHashMap.newKeySet();

  // Read while spawning, written while closing: what is being started when it closes is ended too.
  private final ReentrantReadWriteLock lifetime = new ReentrantReadWriteLock();
  private boolean closed; // by lifetime

  /**
   * Starts the thread for the terminals.
   *
   * @param logs where output goes; to be closed after this
   * @throws IOException if the system lacks something
   * @throws IllegalStateException if this is not a system that terminals can run on
   */
  public PtyKeeper(DiskLogs logs, KeeperConfig config) throws IOException {
    this.config = config;
    this.loop = EventLoop.start();
    this.spawner = new Spawner(logs, loop, config.inputLimit());
  }

  @Override
  public WorkerStatus spawn(SpawnSpec spec, long fence) {
    fences.check(spec.worker().session(), fence);
    lifetime.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the keeper is closed");
      }
      return spawnOnce(spec);
    } finally {
      lifetime.readLock().unlock();
    }
  }

  private WorkerStatus spawnOnce(SpawnSpec spec) {
    WorkerKey worker = spec.worker();
    if (!starting.add(worker)) {
      throw new KeeperException.AlreadyThere(worker);
    }
    try {
      if (workers.containsKey(worker)) {
        throw new KeeperException.AlreadyThere(worker);
      }
      KeptWorker kept = spawner.spawn(spec);
      workers.put(worker, kept);
      return kept.status();
    } catch (IOException e) {
      throw new KeeperException.Failed(worker + " cannot be started", e);
    } finally {
      starting.remove(worker);
    }
  }

  @Override
  public void input(WorkerKey worker, long fence, long inputId, byte[] bytes) {
    fences.check(worker.session(), fence);
    if (!(workers.get(worker) instanceof Terminal terminal) || !terminal.input(inputId, bytes)) {
      throw new KeeperException.NotRunning(worker);
    }
  }

  @Override
  public void resize(WorkerKey worker, long fence, TerminalSize size) {
    fences.check(worker.session(), fence);
    if (workers.get(worker) instanceof Terminal terminal) {
      loop.run(() -> terminal.resize(size));
    }
  }

  @Override
  public boolean signal(WorkerKey worker, long fence, TerminalSignal signal) {
    fences.check(worker.session(), fence);
    return workers.get(worker) instanceof Terminal terminal
        && loop.call(() -> terminal.signal(signal));
  }

  @Override
  public void stop(WorkerKey worker, long fence) {
    fences.check(worker.session(), fence);
    if (workers.get(worker) instanceof Terminal terminal) {
      stop(terminal, config.grace());
    }
  }

  private void stop(Terminal terminal, Duration grace) {
    if (loop.call(terminal::beginStop)) {
      treeEnds.begin(terminal.pid(), grace, () -> loop.run(terminal::endStop));
    }
  }

  @Override
  public List<WorkerStatus> list(String session, long fence) {
    fences.check(session, fence);
    return workers.values().stream()
        .map(KeptWorker::status)
        .filter(status -> status.worker().session().equals(session))
        .sorted(Comparator.comparing(status -> status.worker().worker()))
        .toList();
  }

  @Override
  public WorkerStatus watch(WorkerStatus seen, Duration wait) throws InterruptedException {
    KeptWorker kept = workers.get(seen.worker());
    if (kept != null) {
      kept.doorbell().await(() -> isReleased(kept) || !kept.status().equals(seen), wait);
    }
    if (kept == null || isReleased(kept)) {
      throw new KeeperException.NotRunning(seen.worker());
    }
    return kept.status();
  }

  private boolean isReleased(KeptWorker kept) {
    return !kept.equals(workers.get(kept.status().worker()));
  }

  @Override
  public void release(WorkerKey worker, long fence, long epoch) {
    fences.check(worker.session(), fence);
    KeptWorker kept = workers.get(worker);
    if (kept == null || kept.status().epoch() != epoch) {
      return;
    }
    if (kept instanceof Terminal terminal) {
      if (!loop.call(terminal::beginRelease)) {
        return;
      }
      treeEnds.begin(terminal.pid(), config.grace(), terminal::reap);
    }
    workers.remove(worker, kept);
    kept.doorbell().ring();
  }

  @Override
  public void close() {
    lifetime.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      lifetime.writeLock().unlock();
    }
    List<Terminal> terminals =
        workers.values().stream()
            .flatMap(kept -> kept instanceof Terminal terminal ? Stream.of(terminal) : Stream.of())
            .toList();
    terminals.forEach(terminal -> stop(terminal, config.closingGrace()));
    treeEnds.close();
    for (Terminal terminal : terminals) {
      loop.run(terminal::closeTerminal);
      terminal.reap();
    }
    loop.close();
  }
}
