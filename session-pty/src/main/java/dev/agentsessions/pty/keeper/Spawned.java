package dev.agentsessions.pty.keeper;

/**
 * A process that was just started on a terminal of its own.
 *
 * @param pty the terminal
 * @param child the process
 * @param end readable once the process has ended
 */
record Spawned(Pty pty, ChildProcess child, PidFd end) {
  /**
   * Starts one.
   *
   * @throws SystemCallException if it cannot be run, or the system lacks something; nothing is left
   */
  static Spawned spawn(SpawnSpec spec, String program) throws SystemCallException {
    Pty pty = Pty.open(spec.size());
    try {
      ChildProcess child = ChildProcess.spawn(spec, program, pty.slavePath());
      return new Spawned(pty, child, hold(child));
    } catch (SystemCallException e) {
      pty.close();
      throw e;
    }
  }

  private static PidFd hold(ChildProcess child) throws SystemCallException {
    try {
      return PidFd.open(child.pid());
    } catch (SystemCallException e) {
      child.kill();
      throw e;
    }
  }
}
