package dev.agentsessions.pty.keeper;

/** One process, and never another one that has its number later. Equal when it is the same. */
interface RunningProcess {
  int pid();

  /** Whether this very process still runs. */
  boolean isAlive();

  /** Sends it signals, in this order; nothing happens if it does not run any more. */
  void signal(Iterable<TerminalSignal> signals) throws SystemCallException;
}
