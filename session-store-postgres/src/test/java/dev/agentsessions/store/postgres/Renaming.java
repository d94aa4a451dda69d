package dev.agentsessions.store.postgres;

import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Revision.Change;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionMetadata;

/** The least that a caller can want. */
final class Renaming {
  private Renaming() {}

  static Intent of(Session read, String displayName) {
    SessionMetadata old = read.metadata();
    return new Intent(
        read,
        read.withMetadata(
            new SessionMetadata(displayName, old.labels(), old.annotations()),
            new Change(read.revision().updated().at(), "caller")));
  }
}
