package dev.agentsessions.pty.keeper;

/**
 * Names one process for ever: numbers are used again, but not with the same start.
 *
 * @param pid its number
 * @param startTime when it started, in the system's ticks
 */
record ProcessId(int pid, long startTime) implements RunningProcess {
  @Override
  public boolean isAlive() {
    return ProcessStat.of(pid).filter(now -> now.id().equals(this) && !now.dead()).isPresent();
  }

  @Override
  public void signal(Iterable<TerminalSignal> signals) throws SystemCallException {
    try (PidFd hold = PidFd.open(pid)) {
      // Asked after taking hold: what is held now is what was found, or neither is signalled.
      if (isAlive()) {
        for (TerminalSignal signal : signals) {
          hold.signal(signal.number());
        }
      }
    }
  }
}
