package dev.agentsessions.host;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.time.Ticker;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * This host's own lease. A host that could not renew it for two thirds of its time to live, on its
 * own monotonic clock, stops acting before anybody may replace it (L-02). Joined and renewed by one
 * thread, asked by many.
 */
public final class HostLease {
  private record Renewed(Host host, Duration at) {}

  private final Hosts hosts;
  private final HostConfig config;
  private final ApiAddress address;
  private final Ticker ticker;
  private volatile @Nullable Renewed renewed;

  @Inject
  public HostLease(Hosts hosts, HostConfig config, ApiAddress address, Ticker ticker) {
    this.hosts = requireNonNull(hosts, "hosts");
    this.config = requireNonNull(config, "config");
    this.address = requireNonNull(address, "address");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  public HostId id() {
    return config.id();
  }

  public NodeId node() {
    return config.node();
  }

  /**
   * Enters this host as its next incarnation, with the address that it has by now; from then on it
   * may act.
   */
  public void join() {
    Duration asked = ticker.now();
    Host joined = hosts.join(config.id(), config.node(), address.advertised().map(URI::toString));
    renewed = new Renewed(joined, asked);
  }

  /**
   * Renews the lease. Time counts from before the question, since the answer may have taken long.
   *
   * @throws SessionException.Stale if a later incarnation has joined: this one never acts again
   * @throws SessionException.Unavailable if the store cannot be reached
   */
  public void renew() {
    Renewed last = renewed;
    checkState(last != null, "host %s has not joined", config.id());
    Duration asked = ticker.now();
    try {
      renewed = new Renewed(hosts.beat(last.host()), asked);
    } catch (SessionException.Stale replaced) {
      renewed = new Renewed(last.host(), asked.minus(config.ttl()));
      throw replaced;
    }
  }

  /** Whether this host may still act as an owner. */
  public boolean mayAct() {
    Renewed last = renewed;
    return last != null && ticker.now().minus(last.at()).compareTo(config.grace()) < 0;
  }
}
