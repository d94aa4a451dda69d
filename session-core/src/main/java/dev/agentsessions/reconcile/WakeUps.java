package dev.agentsessions.reconcile;

import dev.agentsessions.session.SessionId;

/**
 * Told after each commit, so that the session is looked at soon. A wake-up that is lost costs time
 * only: the loop looks anyhow. Safe for many threads; returns at once.
 */
@FunctionalInterface
public interface WakeUps {
  /** Nobody is woken: for programs that drive the reconciler themselves. */
  WakeUps NONE = session -> {};

  void wake(SessionId session);
}
