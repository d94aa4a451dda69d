package dev.agentsessions.pty.keeper;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Ends process trees in the background, each on a virtual thread: it mostly waits. */
final class TreeEnds implements AutoCloseable {
  private static final Logger LOG = System.getLogger(TreeEnds.class.getName());

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("agent-sessions-tree-end-", 0).factory());

  /**
   * Begins to end a tree.
   *
   * @param leader not reaped before {@code whenDone}
   * @param whenDone run on the background thread, also if somebody is left
   */
  void begin(ProcessId leader, Duration grace, Runnable whenDone) {
    threads.execute(
        () -> {
          try {
            if (!new TreeEnd(leader).run(grace)) {
              LOG.log(Level.ERROR, "some process of the tree of {0} survived", leader.pid());
            }
          } catch (IOException e) {
            LOG.log(Level.ERROR, "the processes of this system cannot be listed", e);
          } finally {
            whenDone.run();
          }
        });
  }

  /** Waits until all trees have ended. */
  @Override
  public void close() {
    threads.close();
  }
}
