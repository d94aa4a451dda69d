package dev.agentsessions.memory;

import dev.agentsessions.event.AuditTrail;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Notes in memory. */
final class InMemoryAuditTrail implements AuditTrail {
  private final GuardedTables tables;
  private final InstantSource clock;

  InMemoryAuditTrail(GuardedTables tables, InstantSource clock) {
    this.tables = tables;
    this.clock = clock;
  }

  @Override
  public void note(Session session, SessionChange.Audited fact) {
    Instant now = clock.instant();
    tables.write(
        all -> {
          Session stored = all.sessions().get(session.id());
          if (stored.isDeleted()) {
            throw new NotFound("session " + stored.id());
          }
          return all.events().append(stored.identity(), now, List.of(fact));
        });
  }
}
