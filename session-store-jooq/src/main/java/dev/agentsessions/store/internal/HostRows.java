package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.HOST;
import static dev.agentsessions.store.internal.generated.Tables.NODE;

import dev.agentsessions.host.Host;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The statements on hosts and their nodes. */
final class HostRows {
  private record Known(NodeId node, Instant since) {}

  private static final Columns<Host> COLUMNS =
      Columns.<Host>none()
          .and(HOST.ID, host -> host.id().value())
          .and(HOST.NODE, host -> host.node().value())
          .and(HOST.ADDRESS, host -> host.address().orElse(null))
          .and(HOST.INCARNATION, Host::incarnation)
          .and(HOST.BEAT, Host::beat);

  private final Template<NodeId> node;
  private final Template<Known> addNode;
  private final Template<HostId> locked;
  private final Template<Host> add;
  private final Template<Host> replace;
  private final Template<Host> beat;
  private final Template<HostRows> all;

  HostRows(DSLContext db) {
    node =
        Template.of(
            db,
            in -> db.select(NODE.ID).from(NODE).where(NODE.ID.eq(in.of(NODE.ID, NodeId::value))));
    addNode =
        Template.of(
            db,
            in ->
                db.insertInto(NODE)
                    .set(NODE.ID, in.of(NODE.ID, known -> known.node().value()))
                    .set(NODE.JOINED_AT, in.of(NODE.JOINED_AT, Known::since)));
    locked =
        Template.of(
            db,
            in ->
                db.select(HOST.fields())
                    .from(HOST)
                    .where(HOST.ID.eq(in.of(HOST.ID, HostId::value)))
                    .forUpdate());
    add = Template.of(db, in -> db.insertInto(HOST).set(in.of(COLUMNS, host -> host)));
    replace =
        Template.of(
            db,
            in ->
                db.update(HOST)
                    .set(in.of(COLUMNS, host -> host))
                    .where(HOST.ID.eq(in.of(HOST.ID, host -> host.id().value()))));
    beat =
        Template.of(
            db,
            in ->
                db.update(HOST)
                    .set(HOST.BEAT, HOST.BEAT.plus(DSL.inline(1L)))
                    .where(
                        HOST.ID.eq(in.of(HOST.ID, host -> host.id().value())),
                        HOST.INCARNATION.eq(in.of(HOST.INCARNATION, Host::incarnation)))
                    .returning(HOST.fields()));
    all = Template.of(db, in -> db.select(HOST.fields()).from(HOST).orderBy(HOST.ID));
  }

  /** Breaks a constraint when the node or the host appears at the same moment. */
  Host join(Work work, HostId id, NodeId home, Optional<String> address, Instant now)
      throws SQLException {
    if (!work.read(node, home, Rows::next)) {
      work.run(addNode, new Known(home, now));
    }
    Optional<Host> before = work.read(locked, id, HostRows::first);
    var joined = new Host(id, home, address, before.map(Host::incarnation).orElse(0L) + 1, 0);
    work.run(before.isPresent() ? replace : add, joined);
    return joined;
  }

  /** The host one beat on; nothing when a later incarnation has joined. */
  Optional<Host> beat(Work work, Host host) throws SQLException {
    return work.read(beat, host, HostRows::first);
  }

  List<Host> all(Work work) throws SQLException {
    return work.read(all, this, HostRows::hosts);
  }

  private static Optional<Host> first(Rows rows) throws SQLException {
    return hosts(rows).stream().findFirst();
  }

  private static List<Host> hosts(Rows rows) throws SQLException {
    List<Host> hosts = new ArrayList<>();
    while (rows.next()) {
      hosts.add(
          new Host(
              new HostId(rows.get(HOST.ID)),
              new NodeId(rows.get(HOST.NODE)),
              rows.find(HOST.ADDRESS),
              rows.get(HOST.INCARNATION),
              rows.get(HOST.BEAT)));
    }
    return hosts;
  }
}
