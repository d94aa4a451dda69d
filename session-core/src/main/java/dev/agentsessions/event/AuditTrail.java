package dev.agentsessions.event;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;

/**
 * Notes what was done for a session that changes nothing of it, as an event (M-02). Safe for many
 * threads and processes. Passes {@code AuditTrailContract}.
 */
public interface AuditTrail {
  /**
   * @throws SessionException.NotFound if there is no such session, or it is deleted
   * @throws SessionException.Unavailable if it is not noted
   * @throws SessionException.OutcomeUnknown if perhaps it is
   */
  void note(Session session, SessionChange.Audited fact);
}
