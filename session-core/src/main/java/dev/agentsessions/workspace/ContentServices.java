package dev.agentsessions.workspace;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Endpoint;

/**
 * Where the sessions of a runtime that is not of this machine take live calls. Bound by the
 * runtime's name; for a runtime without one such calls are made by its other ports. Safe for many
 * threads.
 */
public interface ContentServices {
  /**
   * The service of a session.
   *
   * @param endpoint as its Ready environment names it
   * @throws SessionException.Unavailable if it is not known now how to reach it
   */
  ContentService of(SessionId session, Endpoint endpoint);

  /**
   * Tells the service of a session, which is there, what holds for calls about its repositories.
   *
   * @throws SessionException.Unavailable if it cannot be reached
   */
  void tell(Session session, KnownRepositories known);
}
