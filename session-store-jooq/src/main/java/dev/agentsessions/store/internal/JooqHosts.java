package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Host;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Stale;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Hosts, their leases and take-overs in a SQL database. Safe from any thread. */
public final class JooqHosts implements Hosts {
  private record TakeOver(Session read, HostId owner) {}

  private final Database database;
  private final InstantSource clock;
  private final HostRows hosts;
  private final SessionReads sessions;
  private final Template<TakeOver> takeOver;

  /**
   * @param clock says since when a node is known; in microseconds
   */
  @Inject
  public JooqHosts(Database database, InstantSource clock) {
    this.database = requireNonNull(database, "database");
    this.clock = requireNonNull(clock, "clock");
    DSLContext db = database.dsl();
    hosts = new HostRows(db);
    sessions = new SessionReads(db);
    takeOver =
        Template.of(
            db,
            in ->
                db.update(SESSION)
                    .set(SESSION.HOST, in.of(SESSION.HOST, take -> take.owner().value()))
                    .set(SESSION.FENCE, SESSION.FENCE.plus(DSL.inline(1L)))
                    .where(
                        SESSION.ID.eq(in.of(SESSION.ID, take -> take.read().id().value())),
                        SESSION.FENCE.eq(
                            in.of(SESSION.FENCE, take -> take.read().ownership().fence().value())),
                        SESSION.HOST.isNotDistinctFrom(
                            in.of(
                                SESSION.HOST,
                                take ->
                                    take.read()
                                        .ownership()
                                        .owner()
                                        .map(HostId::value)
                                        .orElse(null)))));
  }

  @Override
  public Host join(HostId id, NodeId node, Optional<String> address) {
    Instant now = clock.instant();
    return database.write(
        work -> hosts.join(work, id, node, address, now), work -> Optional.empty());
  }

  @Override
  public Host beat(Host host) {
    return database.write(
        work ->
            hosts
                .beat(work, host)
                .orElseThrow(() -> new Stale("host " + host.id(), host.incarnation())));
  }

  @Override
  public List<Host> observe() {
    return database.read(hosts::all);
  }

  @Override
  public Session takeOver(Session session, HostId owner) {
    return database.write(
        work -> {
          int taken = work.run(takeOver, new TakeOver(session, owner));
          Session stored =
              sessions
                  .find(work, session.id())
                  .orElseThrow(() -> new NotFound("session " + session.id()));
          if (taken == 0) {
            throw new Stale(
                "owner of session " + session.id(), session.ownership().fence().value());
          }
          return stored;
        });
  }
}
