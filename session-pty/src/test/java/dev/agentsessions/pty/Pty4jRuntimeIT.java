package dev.agentsessions.pty;

/** The runtime {@code local} as other systems have it. */
class Pty4jRuntimeIT extends KeeperWorkerRuntimeIT {
  @Override
  Terminals terminals() {
    return Terminals.PTY4J;
  }
}
