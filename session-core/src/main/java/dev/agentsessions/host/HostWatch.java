package dev.agentsessions.host;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import dev.agentsessions.time.Ticker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which other hosts are dead, as seen from here: their beat did not move for the time to live on
 * this host's monotonic clock, while this host looked regularly. After a pause of its own, or of
 * the store, every window starts again. No wall clock decides. One thread looks, many ask.
 */
public final class HostWatch {
  private record Seen(long incarnation, long beat, Duration since) {
    boolean isSameAs(Host host) {
      return incarnation == host.incarnation() && beat == host.beat();
    }
  }

  private record Look(List<Host> living, Set<HostId> dead, Set<NodeId> unreachable, Duration at) {}

  private final HostConfig config;
  private final Ticker ticker;
  private final Map<HostId, Seen> seen = new HashMap<>(); // the looking thread's own
  private volatile Look last;

  @Inject
  public HostWatch(HostConfig config, Ticker ticker) {
    this.config = requireNonNull(config, "config");
    this.ticker = requireNonNull(ticker, "ticker");
    this.last = new Look(List.of(), Set.of(), Set.of(), ticker.now());
  }

  /** Takes a look; call it at every {@link HostConfig#interval}. */
  public void look(List<Host> hosts) {
    Duration now = ticker.now();
    if (isTooOld(last, now)) {
      seen.clear();
    }
    for (Host host : hosts) {
      seen.compute(
          host.id(),
          (id, before) ->
              before != null && before.isSameAs(host)
                  ? before
                  : new Seen(host.incarnation(), host.beat(), now));
    }
    Set<HostId> dead =
        Set.copyOf(
            seen.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(config.id()))
                .filter(entry -> now.minus(entry.getValue().since()).compareTo(config.ttl()) >= 0)
                .map(Map.Entry::getKey)
                .toList());
    List<Host> living = hosts.stream().filter(host -> !dead.contains(host.id())).toList();
    last = new Look(living, dead, withoutLife(hosts, living), now);
  }

  /** Hosts that were dead at the last look; none when that was too long ago. */
  public Set<HostId> dead() {
    Look look = last;
    return isTooOld(look, ticker.now()) ? Set.of() : look.dead();
  }

  /**
   * Nodes that have hosts, of which every one was dead at the last look (L-12); none when that was
   * too long ago. This host's own is never one of them.
   */
  public Set<NodeId> unreachable() {
    Look look = last;
    return isTooOld(look, ticker.now()) ? Set.of() : look.unreachable();
  }

  /** Those not known to be dead, this one among them, as of the last look. */
  public List<Host> living() {
    return last.living();
  }

  private static Set<NodeId> withoutLife(List<Host> hosts, List<Host> living) {
    Set<NodeId> nodes = hosts.stream().map(Host::node).collect(toCollection(HashSet::new));
    living.stream().map(Host::node).forEach(nodes::remove);
    return Set.copyOf(nodes);
  }

  private boolean isTooOld(Look look, Duration now) {
    return now.minus(look.at()).compareTo(config.grace()) > 0;
  }
}
