package dev.agentsessions.pty.keeper;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
final class MarkedOrphans implements Orphans {
  private static final Logger LOG = System.getLogger(MarkedOrphans.class.getName());
  private static final TerminalSize NO_SIZE = new TerminalSize(1, 1);

  private final KeeperFile file;
  private final KeeperConfig config;
  private final TreeEnds treeEnds;
  private final KeptWorkers workers;
  private final EndCount ends;

  // Held over reading /proc: who comes meanwhile must not miss those that are just being found.
  private final ReentrantLock lock = new ReentrantLock();
  private final List<KeeperFile> held = new ArrayList<>(); // by lock

  private MarkedOrphans(
      KeeperFile file, KeeperConfig config, TreeEnds treeEnds, KeptWorkers workers, EndCount ends) {
    this.file = file;
    this.config = config;
    this.treeEnds = treeEnds;
    this.workers = workers;
    this.ends = ends;
  }

  /**
   * Enters a new keeper and looks for what others have left.
   *
   * @param workers where the orphans are shown until they have ended
   */
  static MarkedOrphans of(
      KeeperConfig config, TreeEnds treeEnds, KeptWorkers workers, EndCount ends)
      throws IOException {
    KeeperFile file = KeeperFile.create(config.keepers());
    MarkedOrphans orphans = new MarkedOrphans(file, config, treeEnds, workers, ends);
    orphans.find();
    return orphans;
  }

  @Override
  public String keeper() {
    return file.id();
  }

  @Override
  public void find() {
    lock.lock();
    try {
      for (KeeperFile dead : KeeperFile.abandoned(config.keepers())) {
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
        found.values().stream().distinct().map(MarkedOrphans::orphaned).toList();
    orphans.forEach(workers::add);
    if (!found.isEmpty()) {
      LOG.log(Level.INFO, "{0} orphaned processes are ended: {1}", found.size(), found.keySet());
    }
    treeEnds.begin(
        "a dead keeper",
        () -> MarkedProcesses.of(dead.id()).keySet(),
        config.closingGrace(),
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
    try (file) {
      held.forEach(KeeperFile::close);
      held.clear();
      if (MarkedProcesses.of(file.id()).isEmpty()) {
        file.delete();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "this keeper cannot be forgotten", e);
    } finally {
      lock.unlock();
    }
  }
}
