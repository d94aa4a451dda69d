package dev.agentsessions.memory;

import dev.agentsessions.host.Host;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Stale;
import java.util.List;
import java.util.Optional;

/** The hosts of one program's memory: more than one only in tests. */
final class InMemoryHosts implements Hosts {
  private final GuardedTables tables;

  InMemoryHosts(GuardedTables tables) {
    this.tables = tables;
  }

  @Override
  public Host join(HostId id, NodeId node, Optional<String> address) {
    return tables.write(
        all -> {
          Optional<Host> before = Optional.ofNullable(all.hosts().get(id));
          long incarnation = before.map(Host::incarnation).orElse(0L) + 1;
          var joined = new Host(id, node, address, incarnation, 0);
          all.hosts().put(id, joined);
          return joined;
        });
  }

  @Override
  public Host beat(Host host) {
    return tables.write(
        all -> {
          Host stored = all.hosts().get(host.id());
          if (stored == null || stored.incarnation() != host.incarnation()) {
            throw new Stale("host " + host.id(), host.incarnation());
          }
          var renewed =
              new Host(
                  stored.id(),
                  stored.node(),
                  stored.address(),
                  stored.incarnation(),
                  stored.beat() + 1);
          all.hosts().put(stored.id(), renewed);
          return renewed;
        });
  }

  @Override
  public List<Host> observe() {
    return tables.read(all -> List.copyOf(all.hosts().values()));
  }

  @Override
  public Session takeOver(Session session, HostId owner) {
    return tables.write(
        all -> {
          Session stored = all.sessions().get(session.id());
          Ownership read = session.ownership();
          if (!stored.ownership().owner().equals(read.owner())
              || !stored.ownership().fence().equals(read.fence())) {
            throw new Stale("owner of session " + session.id(), read.fence().value());
          }
          Session taken = stored.withOwnership(stored.ownership().takenBy(owner));
          all.sessions().put(taken);
          return taken;
        });
  }
}
