package dev.agentsessions.pty.keeper;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;

/** Ends process trees in the background, each on a virtual thread: it mostly waits. */
final class TreeEnds implements AutoCloseable {
  private static final Logger LOG = System.getLogger(TreeEnds.class.getName());

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("agent-sessions-tree-end-", 0).factory());

  private final Phaser underWay =
      new Phaser() {
        @Override
        protected boolean onAdvance(int phase, int parties) {
          return false; // also when nobody is left for now
        }
      };

  private volatile long cutOff = Long.MAX_VALUE; // after the beginning, in nanoseconds
  private final long beginning = System.nanoTime();

  /**
   * Begins to end processes.
   *
   * @param whose for the log
   * @param whenDone run on the background thread, also if somebody is left
   */
  void begin(Object whose, TreeEnd.Search processes, Duration grace, Runnable whenDone) {
    underWay.register();
    threads.execute(
        () -> {
          try {
            if (!new TreeEnd(processes).run(since -> isOver(since, grace))) {
              LOG.log(Level.ERROR, "some process of {0} survived", whose);
            }
          } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, () -> "the processes of " + whose + " cannot be ended", e);
          } finally {
            whenDone.run();
            underWay.arriveAndDeregister();
          }
        });
  }

  private boolean isOver(long since, Duration grace) {
    long now = System.nanoTime();
    return now - since >= grace.toNanos() || now - beginning >= cutOff;
  }

  /** Gives those that are being ended, and all later ones, no more than this from now on. */
  void hurry(Duration grace) {
    cutOff = System.nanoTime() - beginning + grace.toNanos();
  }

  /** Waits until all trees that are being ended have ended. */
  void awaitAll() {
    underWay.register();
    underWay.awaitAdvance(underWay.arriveAndDeregister());
  }

  /** Waits until all trees have ended. */
  @Override
  public void close() {
    threads.close();
  }
}
