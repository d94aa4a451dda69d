package dev.agentsessions.store.internal;

import dev.agentsessions.session.SessionIdentity;

/** Told after each commit of this program. Returns at once. Safe from any thread. */
public interface CommitListener {
  void committed(SessionIdentity session);
}
