package dev.agentsessions.pty.keeper;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends what dead keepers of this data directory have left: HUP and TERM, a grace period, KILL. Only
 * processes that carry the mark of such a keeper, see {@link KeeperFile}, and belong to this
 * program's user are ever signalled. Safe for many threads.
 */
final class Orphans implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Orphans.class.getName());
  private static final TerminalSize NO_SIZE = new TerminalSize(1, 1);

  private final Path folder;
  private final TreeEnds treeEnds;
  private final Duration grace;
  private final KeptWorkers workers;
  private final EndCount ends;

  // Held over reading /proc: who comes meanwhile must not miss those that are just being found.
  private final ReentrantLock lock = new ReentrantLock();
  private final List<KeeperFile> held = new ArrayList<>(); // by lock

  /**
   * @param folder where keepers of this data directory are entered
   * @param workers where the orphans are shown until they have ended
   */
  Orphans(Path folder, TreeEnds treeEnds, Duration grace, KeptWorkers workers, EndCount ends) {
    this.folder = folder;
    this.treeEnds = treeEnds;
    this.grace = grace;
    this.workers = workers;
    this.ends = ends;
  }

  /** Looks for them; those found are being ended from now on. What fails is logged. */
  void find() {
    lock.lock();
    try {
      for (KeeperFile dead : KeeperFile.abandoned(folder)) {
        held.add(dead);
        end(dead);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "orphans cannot be looked for", e);
    } finally {
      lock.unlock();
    }
  }

  private void end(KeeperFile dead) throws IOException {
    Map<ProcessId, WorkerMark> found = MarkedProcesses.of(dead.id());
    List<OrphanedWorker> orphans =
        found.values().stream().distinct().map(Orphans::orphaned).toList();
    orphans.forEach(workers::add);
    if (!found.isEmpty()) {
      LOG.log(Level.INFO, "{0} orphaned processes are ended: {1}", found.size(), found.keySet());
    }
    treeEnds.begin(
        "a dead keeper",
        () -> MarkedProcesses.of(dead.id()).keySet(),
        grace,
        () -> forget(dead, orphans));
  }

  private static OrphanedWorker orphaned(WorkerMark mark) {
    return new OrphanedWorker(
        new WorkerStatus(mark.worker(), mark.epoch(), 0, 0, NO_SIZE, Optional.empty(), true, true));
  }

  private void forget(KeeperFile dead, List<OrphanedWorker> orphans) {
    for (OrphanedWorker orphan : orphans) {
      workers.remove(orphan);
      orphan.doorbell().ring();
      ends.tell(orphan.status().worker().session());
    }
    lock.lock();
    try {
      // Else it stays locked by this keeper, and the next one tries again.
      if (MarkedProcesses.of(dead.id()).isEmpty()) {
        dead.delete();
        held.remove(dead);
        dead.close();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a dead keeper cannot be forgotten", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      held.forEach(KeeperFile::close);
      held.clear();
    } finally {
      lock.unlock();
    }
  }
}
