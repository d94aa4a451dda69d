package dev.agentsessions.pty.keeper;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/**
 * Ends processes that belong together, as a worker with all it has started: asks, waits, and kills
 * what is left. Everybody is counted before the first signal, for whoever loses its parent can no
 * longer be found through it. Blocks its thread until nobody is left.
 */
final class TreeEnd {
  /** Finds those who live and are to be ended. */
  @FunctionalInterface
  interface Search {
    Set<? extends RunningProcess> find() throws IOException;
  }

  private static final Logger LOG = System.getLogger(TreeEnd.class.getName());

  /** HUP because interactive shells ignore TERM; CONT because a stopped process heeds neither. */
  private static final List<TerminalSignal> ASKING =
      List.of(TerminalSignal.HUP, TerminalSignal.TERM, TerminalSignal.CONT);

  private static final Duration AFTER_KILL = Duration.ofSeconds(5);
  private static final long SHORTEST_PAUSE = 1_000_000;
  private static final long LONGEST_PAUSE = 50_000_000;

  private final Search search;
  private final Set<RunningProcess> known = new HashSet<>();

  TreeEnd(Search search) {
    this.search = search;
  }

  /**
   * Does it.
   *
   * @param graceIsOver whether those who were asked at this nano time are to be killed
   * @return whether nobody is left; false if somebody could not be killed
   */
  boolean run(LongPredicate graceIsOver) throws IOException {
    return gone(ASKING, graceIsOver)
        || gone(
            List.of(TerminalSignal.KILL),
            since -> System.nanoTime() - since >= AFTER_KILL.toNanos());
  }

  private boolean gone(List<TerminalSignal> signals, LongPredicate isTooLate) throws IOException {
    long start = System.nanoTime();
    long pause = SHORTEST_PAUSE;
    Set<RunningProcess> signalled = new HashSet<>();
    while (someoneIsLeft(signalled.isEmpty())) {
      for (RunningProcess process : known) {
        if (signalled.add(process)) {
          signal(process, signals);
        }
      }
      if (isTooLate.test(start)) {
        return false;
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
    return true;
  }

  private boolean someoneIsLeft(boolean lookAgain) throws IOException {
    known.removeIf(process -> !process.isAlive());
    if (lookAgain || known.isEmpty()) {
      // Those known may have started others since.
      known.addAll(search.find());
    }
    return !known.isEmpty();
  }

  private static void signal(RunningProcess process, List<TerminalSignal> signals) {
    try {
      process.signal(signals);
    } catch (SystemCallException e) {
      if (process.isAlive()) {
        LOG.log(Level.WARNING, () -> "process " + process.pid() + " cannot be ended", e);
      }
    }
  }
}
