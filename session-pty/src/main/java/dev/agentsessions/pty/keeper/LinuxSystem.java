package dev.agentsessions.pty.keeper;

import java.io.IOException;

/** Linux, with glibc 2.34 or later. */
final class LinuxSystem implements TerminalSystem {
  @Override
  public Poller poller() throws SystemCallException {
    return Epoll.open();
  }

  @Override
  public Orphans orphans(KeeperConfig config, TreeEnds treeEnds, KeptWorkers workers, EndCount ends)
      throws IOException {
    return MarkedOrphans.of(config, treeEnds, workers, ends);
  }

  @Override
  public Spawned spawn(SpawnSpec spec, String program) throws SystemCallException {
    return LinuxSpawned.spawn(spec, program);
  }
}
