package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.HostLease;
import dev.agentsessions.host.HostWatch;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.HostCredential;
import dev.agentsessions.session.SessionStore;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a host does at every interval: renew its lease, watch the others, and wake the sessions that
 * need an owner.
 */
final class Housekeeping {
  /** Those left over are woken at the next interval. */
  private static final int MAX_WOKEN = 1000;

  private final HostConfig config;
  private final HostLease lease;
  private final HostCredential credential;
  private final HostWatch watch;
  private final Hosts hosts;
  private final SessionStore store;
  private final WakeUps wakeUps;

  /** Unreachable nodes whose sessions were told so. The calling thread's own. */
  private Set<NodeId> told = Set.of();

  @Inject
  Housekeeping(
      HostConfig config,
      HostLease lease,
      HostCredential credential,
      HostWatch watch,
      Hosts hosts,
      SessionStore store,
      WakeUps wakeUps) {
    this.config = requireNonNull(config, "config");
    this.lease = requireNonNull(lease, "lease");
    this.credential = requireNonNull(credential, "credential");
    this.watch = requireNonNull(watch, "watch");
    this.hosts = requireNonNull(hosts, "hosts");
    this.store = requireNonNull(store, "store");
    this.wakeUps = requireNonNull(wakeUps, "wakeUps");
  }

  Duration interval() {
    return config.interval();
  }

  /** Enters this host, and wakes what it owned before it was restarted. */
  void join() {
    lease.join();
    credential.renew();
    wakeAll(Optional.of(config.id()), config.node());
    wake(Optional.empty());
  }

  void run() {
    lease.renew();
    credential.renew();
    watch.look(hosts.observe());
    wake(Optional.empty());
    Set<HostId> dead = watch.dead();
    dead.forEach(host -> wake(Optional.of(host)));
    tell(dead, watch.unreachable());
  }

  /** Sessions of a node that has just become unreachable are looked at, once: to say so (L-12). */
  private void tell(Set<HostId> dead, Set<NodeId> unreachable) {
    for (NodeId node : Sets.difference(unreachable, told)) {
      wakeAll(Optional.empty(), node);
      dead.forEach(host -> wakeAll(Optional.of(host), node));
    }
    told = unreachable;
  }

  private void wakeAll(Optional<HostId> owner, NodeId node) {
    store.needingOwner(owner, node, Integer.MAX_VALUE).forEach(wakeUps::wake);
  }

  private void wake(Optional<HostId> owner) {
    store.needingOwner(owner, config.node(), MAX_WOKEN).forEach(wakeUps::wake);
  }
}
