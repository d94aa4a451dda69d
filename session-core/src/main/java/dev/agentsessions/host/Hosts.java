package dev.agentsessions.host;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import java.util.List;
import java.util.Optional;

/**
 * The hosts of a store and their leases. No clock decides here: an observer compares beats on its
 * own monotonic clock ({@link HostWatch}). Safe for many threads and processes. Passes {@code
 * HostsContract}.
 */
public interface Hosts {
  /**
   * Enters a host, or its next incarnation when it was there before.
   *
   * @return the row as stored
   */
  Host join(HostId id, NodeId node, Optional<String> address);

  /**
   * Renews the lease.
   *
   * @param host as {@link #join} or the last beat answered
   * @return the row as stored, one beat on
   * @throws SessionException.Stale if a later incarnation has joined: this one must stop acting
   */
  Host beat(Host host);

  /** Every host that ever joined and was not forgotten. */
  List<Host> observe();

  /**
   * Makes a host the owner of a session, with the next fence, if nobody became its owner since it
   * was read.
   *
   * @param session as read; its owner is absent, dead, or an earlier incarnation of the same host
   * @return the session as now stored
   * @throws SessionException.Stale if the owner or the fence changed; nothing is written
   * @throws SessionException.NotFound if the session is gone
   */
  Session takeOver(Session session, HostId owner);
}
