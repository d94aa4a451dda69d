package dev.agentsessions.pty;

/** A whole host as other systems have it. */
class Pty4jHostIT extends EmbeddedHostIT {
  @Override
  Terminals terminals() {
    return Terminals.PTY4J;
  }
}
