package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.DiskLogs;
import dev.agentsessions.pty.log.WorkerKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps workers in this process. They end with it. One thread for all terminals; besides it one
 * virtual thread for each worker that is being ended and, where a {@link PtyLibrary} runs them, one
 * thread for each worker.
 */
public final class PtyKeeper implements Keeper {
  private static final Comparator<WorkerStatus> BY_WORKER_AND_EPOCH =
      Comparator.comparing((WorkerStatus status) -> status.worker().worker())
          .thenComparingLong(WorkerStatus::epoch);

  private final KeeperConfig config;
  private final EventLoop loop;
  private final Orphans orphans;
  private final Spawner spawner;
  private final EndCount endCount = new EndCount();
  private final TreeEnds treeEnds = new TreeEnds();
  private final Fences fences = new Fences();
  private final KeptWorkers workers = new KeptWorkers();
  private final WorkerLocks starting = new WorkerLocks();

  // Read while spawning, written when that ends: what is being started by then is ended too.
  private final ReentrantReadWriteLock lifetime = new ReentrantReadWriteLock();
  private boolean closing; // by lifetime

  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Keeps workers with the means of Linux. Starts the thread for the terminals, and begins to end
   * what dead keepers of the data directory have left.
   *
   * @param logs where output goes; to be closed after this
   * @throws IOException if the system lacks something
   * @throws IllegalStateException if this is not a system that terminals can run on
   */
  public PtyKeeper(DiskLogs logs, KeeperConfig config) throws IOException {
    this(logs, config, new LinuxSystem());
  }

  /**
   * Keeps workers with the means of a library, on any Unix. What a keeper that died has left is not
   * found and lives on; neither is who left the session of its terminal and lost its parents, when
   * its worker is stopped.
   *
   * @param logs where output goes; to be closed after this
   * @throws IOException if the system lacks something
   */
  public PtyKeeper(DiskLogs logs, KeeperConfig config, PtyLibrary library) throws IOException {
    this(logs, config, new LibrarySystem(library));
  }

  private PtyKeeper(DiskLogs logs, KeeperConfig config, TerminalSystem system) throws IOException {
    this.config = config;
    this.loop = EventLoop.start(system.poller());
    this.orphans = orphans(system);
    this.spawner =
        new Spawner(
            logs,
            system,
            new TerminalContext(
                orphans.keeper(), loop, endCount, new InputIds(), config.inputLimit()));
  }

  private Orphans orphans(TerminalSystem system) throws IOException {
    try {
      return system.orphans(config, treeEnds, workers, endCount);
    } catch (IOException e) {
      loop.close();
      throw e;
    }
  }

  @Override
  public WorkerStatus spawn(SpawnSpec spec, long fence) {
    fences.check(spec.worker().session(), fence);
    return starting.locked(spec.worker(), () -> whileOpen(() -> spawnOnce(spec)));
  }

  private <T> T whileOpen(Supplier<T> action) {
    lifetime.readLock().lock();
    try {
      if (closing) {
        throw new KeeperException.Closing();
      }
      return action.get();
    } finally {
      lifetime.readLock().unlock();
    }
  }

  private WorkerStatus spawnOnce(SpawnSpec spec) {
    WorkerKey worker = spec.worker();
    Optional<KeptWorker> same = workers.find(worker, spec.epoch());
    if (same.isPresent()) {
      return same.get().status();
    }
    if (workers.of(worker).stream().anyMatch(kept -> !kept.status().isOver())) {
      throw new KeeperException.AlreadyThere(worker);
    }
    // Whoever holds a former terminal in the background would write into an epoch that is past.
    workers.terminals(worker).forEach(former -> loop.run(former::closeTerminal));
    try {
      KeptWorker kept = spawner.spawn(spec);
      workers.add(kept);
      if (kept.status().isOver()) {
        // Perhaps told before it could be found here.
        endCount.tell(worker.session());
      }
      return kept.status();
    } catch (IOException e) {
      throw new KeeperException.Failed(worker + " cannot be started", e);
    }
  }

  @Override
  public void input(WorkerKey worker, long fence, long inputId, byte[] bytes) {
    fences.check(worker.session(), fence);
    if (!workers.terminal(worker).filter(found -> found.input(inputId, bytes)).isPresent()) {
      throw new KeeperException.NotRunning(worker);
    }
  }

  @Override
  public void resize(WorkerKey worker, long fence, TerminalSize size) {
    fences.check(worker.session(), fence);
    workers.terminal(worker).ifPresent(found -> loop.run(() -> found.resize(size)));
  }

  @Override
  public boolean signal(WorkerKey worker, long fence, TerminalSignal signal) {
    fences.check(worker.session(), fence);
    return workers
        .terminal(worker)
        .filter(found -> loop.call(() -> found.signal(signal)))
        .isPresent();
  }

  @Override
  public void stop(WorkerKey worker, long fence) {
    fences.check(worker.session(), fence);
    workers.terminals(worker).forEach(terminal -> stop(terminal, config.grace()));
  }

  private void stop(Terminal terminal, Duration grace) {
    if (loop.call(terminal::beginStop)) {
      treeEnds.begin(
          terminal.status().worker(), terminal::tree, grace, () -> loop.run(terminal::endStop));
    }
  }

  @Override
  public List<WorkerStatus> list(String session, long fence) {
    if (fences.check(session, fence)) {
      // A new owner: perhaps the one before has died, and with it its keeper.
      orphans.find();
    }
    return workers
        .all()
        .map(KeptWorker::status)
        .filter(status -> status.worker().session().equals(session))
        .sorted(BY_WORKER_AND_EPOCH)
        .toList();
  }

  @Override
  public WorkerStatus watch(WorkerStatus seen, Duration wait) throws InterruptedException {
    KeptWorker kept =
        workers
            .find(seen.worker(), seen.epoch())
            .orElseThrow(() -> new KeeperException.NotRunning(seen.worker()));
    kept.doorbell().await(() -> !workers.contains(kept) || !kept.status().equals(seen), wait);
    if (!workers.contains(kept)) {
      throw new KeeperException.NotRunning(seen.worker());
    }
    return kept.status();
  }

  @Override
  public Ends ends(long after, Duration wait) throws InterruptedException {
    return endCount.await(after, wait);
  }

  @Override
  public void release(WorkerKey worker, long fence, long epoch) {
    fences.check(worker.session(), fence);
    workers.find(worker, epoch).ifPresent(this::release);
  }

  private void release(KeptWorker kept) {
    if (kept instanceof Terminal terminal) {
      if (!loop.call(terminal::beginRelease)) {
        return;
      }
      treeEnds.begin(terminal.status().worker(), terminal::tree, config.grace(), terminal::reap);
    }
    workers.remove(kept);
    kept.doorbell().ring();
  }

  @Override
  public void stopAll() {
    lifetime.writeLock().lock();
    try {
      closing = true;
    } finally {
      lifetime.writeLock().unlock();
    }
    treeEnds.hurry(config.closingGrace());
    workers.terminals().forEach(terminal -> stop(terminal, config.closingGrace()));
    treeEnds.awaitAll();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    stopAll();
    treeEnds.close();
    for (Terminal terminal : workers.terminals()) {
      loop.run(terminal::closeTerminal);
      terminal.reap();
    }
    loop.close();
    orphans.close();
  }
}
