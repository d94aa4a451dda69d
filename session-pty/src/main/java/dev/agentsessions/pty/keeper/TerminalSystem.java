package dev.agentsessions.pty.keeper;

import java.io.IOException;

/** What terminals and processes are made of on a kind of system. Safe for many threads. */
interface TerminalSystem {
  /** For the one thread that reads all terminals. */
  Poller poller() throws IOException;

  /**
   * Begins to end what dead keepers of the data directory have left, if this system can tell.
   *
   * @param treeEnds does it
   * @param workers where the orphans are shown until they have ended
   */
  Orphans orphans(KeeperConfig config, TreeEnds treeEnds, KeptWorkers workers, EndCount ends)
      throws IOException;

  /**
   * Starts a process.
   *
   * @param program the path of the file, perhaps relative to the directory
   * @throws SystemCallException {@link ChildProcess#SPAWN} if it cannot be run; nothing is left
   * @throws IOException if the system lacks something; nothing is left
   */
  Spawned spawn(SpawnSpec spec, String program) throws IOException;
}
