package dev.agentsessions.pty.keeper;

/**
 * A process as the JDK shows it, which knows when it started. Between looking and signalling it may
 * end and its number be given away; only Linux can rule that out.
 */
record HandledProcess(ProcessHandle handle) implements RunningProcess {
  @Override
  public int pid() {
    return (int) handle.pid();
  }

  /** Who has ended and was not reaped has no program any more. */
  @Override
  public boolean isAlive() {
    return handle.isAlive() && handle.info().command().isPresent();
  }

  @Override
  public void signal(Iterable<TerminalSignal> signals) throws SystemCallException {
    for (TerminalSignal signal : signals) {
      if (isAlive()) {
        SystemCallException.check("kill", Posix.kill(pid(), signal.number()));
      }
    }
  }
}
