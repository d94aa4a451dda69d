package dev.agentsessions.reconcile;

import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import java.time.Instant;

/** What a session says of the node that it lives on (L-12). Pure functions. */
final class NodeReach {
  private NodeReach() {}

  static boolean isLost(Session session) {
    return session.status().conditions().isTrue(Condition.NODE_UNREACHABLE);
  }

  static Session lost(Session session, Instant now) {
    String node = session.ownership().node().orElseThrow().value();
    return with(session, Status.TRUE, Reason.NO_LIVE_HOST, "no host of " + node + " answers", now);
  }

  static Session back(Session session, Instant now) {
    return with(session, Status.FALSE, Reason.HOST_RETURNED, "", now);
  }

  private static Session with(
      Session session, Status status, Reason reason, String message, Instant now) {
    return session.withConditions(
        conditions ->
            conditions.with(
                Condition.NODE_UNREACHABLE,
                status,
                reason,
                message,
                now,
                session.revision().generation()));
  }
}
