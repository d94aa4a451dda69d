package dev.agentsessions.reconcile;

import dev.agentsessions.session.Session;

/**
 * Removes what a host keeps for a session outside of the library. Runs when the session goes,
 * before its row does; again after a crash in between, so it must be idempotent. An exception is
 * logged, and the clean-up goes on.
 */
@FunctionalInterface
public interface SessionCleaner {
  void clean(Session session);
}
