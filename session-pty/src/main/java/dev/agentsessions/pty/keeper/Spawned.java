package dev.agentsessions.pty.keeper;

/**
 * A process that was just started on a terminal of its own.
 *
 * @param pty the terminal
 * @param child the process
 * @param id which process it is
 * @param end readable once the process has ended
 */
record Spawned(Pty pty, ChildProcess child, ProcessId id, PidFd end) {
  /**
   * Starts one.
   *
   * @throws SystemCallException if it cannot be run, or the system lacks something; nothing is left
   */
  static Spawned spawn(SpawnSpec spec, String program) throws SystemCallException {
    Pty pty = Pty.open(spec.size());
    try {
      return identified(pty, ChildProcess.spawn(spec, program, pty.slavePath()));
    } catch (SystemCallException e) {
      pty.close();
      throw e;
    }
  }

  private static Spawned identified(Pty pty, ChildProcess child) throws SystemCallException {
    try {
      ProcessStat stat =
          ProcessStat.of(child.pid())
              .orElseThrow(() -> new SystemCallException("/proc", Libc.ENOENT));
      return new Spawned(pty, child, stat.id(), PidFd.open(child.pid()));
    } catch (SystemCallException e) {
      child.kill();
      throw e;
    }
  }
}
