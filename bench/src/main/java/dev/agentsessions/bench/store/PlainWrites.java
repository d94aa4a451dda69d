package dev.agentsessions.bench.store;

import static com.google.common.base.Preconditions.checkState;

import dev.agentsessions.event.Changes;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.json.StoredJson;
import dev.agentsessions.session.Session;
import dev.agentsessions.worker.Worker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * How a careful program writes the same rows by hand: a connection of its own, statements that are
 * prepared once, no column more than it must. For sessions that nobody else changes.
 */
final class PlainWrites {
  private static final String CREATE =
      """
      insert into session (id, project, slug, slug_key, name, owner_scope, owner_id, kind,
          created_at, created_by, node, display_name, labels, annotations, agent, spec, desired,
          search_text, version, generation, updated_at, updated_by, state, status, needs_owner,
          status_version, fence, last_activity_at, message_count, elapsed, measured_at,
          last_event_seq)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, ?, ?, ?, ?, true, 1, 0,
          ?, 0, 0, ?, ?)
      """;
  private static final String ADD_WORKER =
      """
      insert into worker (id, session, name, kind, window_cols, window_rows, created_at, desired,
          desired_epoch, state, epoch, activity)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String ADD_LABEL =
      "insert into session_label (session, label, label_value) values (?, ?, ?)";
  private static final String MOVE =
      """
      update session set state = ?, status = ?, status_version = status_version + 1,
          needs_owner = ?, desired = ?, version = ?, updated_at = ?, last_event_seq = ?
      where id = ? and status_version = ?
      """;
  private static final String ADVANCE =
      "update project set last_position = last_position + ? where id = ?";
  private static final String POSITION = "select last_position from project where id = ?";
  private static final String APPEND =
      """
      insert into session_event (project, position, session, seq, at, type, change)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private final PreparedStatement create;
  private final PreparedStatement addWorker;
  private final PreparedStatement addLabel;
  private final PreparedStatement move;
  private final PreparedStatement advance;
  private final PreparedStatement position;
  private final PreparedStatement append;

  /**
   * @param connection commits when its owner says so
   */
  PlainWrites(Connection connection) throws SQLException {
    create = connection.prepareStatement(CREATE);
    addWorker = connection.prepareStatement(ADD_WORKER);
    addLabel = connection.prepareStatement(ADD_LABEL);
    move = connection.prepareStatement(MOVE);
    advance = connection.prepareStatement(ADVANCE);
    position = connection.prepareStatement(POSITION);
    append = connection.prepareStatement(APPEND);
  }

  void create(Session session) throws SQLException {
    String id = session.id().value();
    List<SessionChange> changes = Changes.of(session);
    Instant at = session.revision().created().at();
    execute(
        create,
        id,
        session.identity().project().value(),
        session.identity().slug().value(),
        session.identity().slug().value(),
        session.identity().name(),
        session.identity().owner().scope().name(),
        session.identity().owner().id(),
        StoredJson.kind(session.spec().kind()),
        time(at),
        session.revision().created().by(),
        session.ownership().node().orElseThrow().value(),
        session.metadata().displayName(),
        StoredJson.write(session.metadata().labels()),
        StoredJson.write(session.metadata().annotations()),
        session.spec().agent().id().orElseThrow().value(),
        StoredJson.write(session.spec()),
        session.desired().name(),
        session.identity().name() + session.spec().agent().initialPrompt().orElseThrow(),
        time(at),
        session.revision().updated().by(),
        session.state().name(),
        StoredJson.write(session.status()),
        time(session.liveness().lastActivityAt()),
        time(session.liveness().measuredAt()),
        changes.size());
    for (Worker worker : session.workers()) {
      add(id, worker);
    }
    for (var label : session.metadata().labels().entrySet()) {
      execute(addLabel, id, label.getKey(), label.getValue());
    }
    append(session, changes.size(), at, changes);
  }

  /**
   * Compares and sets, takes positions, appends events: the same as a commit of ours.
   *
   * @param lastSeq of the session's last event before
   * @return of its last event now
   */
  long move(Session before, Session after, long lastSeq, Instant at) throws SQLException {
    List<SessionChange> changes = Changes.between(before, after);
    int moved =
        execute(
            move,
            after.state().name(),
            StoredJson.write(after.status()),
            after.needsOwner(),
            after.desired().name(),
            after.revision().version(),
            time(after.revision().updated().at()),
            lastSeq + changes.size(),
            before.id().value(),
            before.status().version());
    checkState(moved == 1, "stale: %s", before.id());
    append(after, lastSeq + changes.size(), at, changes);
    return lastSeq + changes.size();
  }

  private void add(String session, Worker worker) throws SQLException {
    execute(
        addWorker,
        worker.id().value(),
        session,
        worker.name(),
        StoredJson.write(worker.kind()),
        worker.size().cols(),
        worker.size().rows(),
        time(worker.createdAt()),
        worker.desired().goal().name(),
        worker.desired().epoch(),
        worker.observed().state().name(),
        worker.observed().epoch(),
        worker.observed().activity().name());
  }

  private void append(Session session, long lastSeq, Instant at, List<SessionChange> changes)
      throws SQLException {
    String project = session.identity().project().value();
    execute(advance, changes.size(), project);
    long next = position(project) - changes.size();
    long seq = lastSeq - changes.size();
    for (SessionChange change : changes) {
      bind(
          append,
          project,
          ++next,
          session.id().value(),
          ++seq,
          time(at),
          change.type(),
          StoredJson.write(change));
      append.addBatch();
    }
    append.executeBatch();
  }

  private long position(String project) throws SQLException {
    position.setString(1, project);
    try (ResultSet results = position.executeQuery()) {
      checkState(results.next(), "no project %s", project);
      return results.getLong(1);
    }
  }

  private static int execute(PreparedStatement statement, Object... values) throws SQLException {
    bind(statement, values);
    return statement.executeUpdate();
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
