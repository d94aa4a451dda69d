package dev.agentsessions.host;

import dev.agentsessions.session.Session;
import java.util.List;
import java.util.Optional;

/** Hosts before whose beats a test can do something. */
final class ScriptedHosts implements Hosts {
  private final Hosts hosts;
  private Runnable beforeBeat = () -> {};

  ScriptedHosts(Hosts hosts) {
    this.hosts = hosts;
  }

  void beforeBeats(Runnable step) {
    beforeBeat = step;
  }

  @Override
  public Host join(HostId id, NodeId node, Optional<String> address) {
    return hosts.join(id, node, address);
  }

  @Override
  public Host beat(Host host) {
    beforeBeat.run();
    return hosts.beat(host);
  }

  @Override
  public List<Host> observe() {
    return hosts.observe();
  }

  @Override
  public Session takeOver(Session session, HostId owner) {
    return hosts.takeOver(session, owner);
  }
}
