package dev.agentsessions.pty.keeper;

/**
 * Names one process for ever: numbers are used again, but not with the same start.
 *
 * @param pid its number
 * @param startTime when it started, in the system's ticks
 */
record ProcessId(int pid, long startTime) {
  /** Whether this very process still runs. */
  boolean isAlive() {
    return ProcessStat.of(pid).filter(now -> now.id().equals(this) && !now.dead()).isPresent();
  }
}
