package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static dev.agentsessions.store.internal.generated.Tables.WORKER;
import static java.util.function.Predicate.not;

import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.json.StoredJson;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.Revision;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.session.Slug;
import dev.agentsessions.worker.Worker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Field;

/** Sessions from the rows that {@link SessionColumns} and {@link WorkerColumns} wrote. */
final class SessionRows {
  /** What to select: a session beside each of its workers, or beside nothing. */
  static final List<Field<?>> COLUMNS =
      Stream.<Field<?>>concat(
              SessionColumns.ALL.list().stream()
                  .map(Columns.Column::field)
                  .filter(not(SessionColumns.UNREAD::contains)),
              WorkerColumns.ALL.list().stream().map(Columns.Column::field))
          .toList();

  private SessionRows() {}

  /** All sessions, in the order of their first rows, with their workers in the order of theirs. */
  static List<Session> all(Rows rows) throws SQLException {
    List<Session> sessions = new ArrayList<>();
    boolean more = rows.next();
    while (more) {
      Session session = session(rows);
      List<Worker> workers = new ArrayList<>();
      do {
        if (rows.find(WORKER.ID).isPresent()) {
          workers.add(WorkerRows.worker(rows));
        }
        more = rows.next();
      } while (more && rows.get(SESSION.ID).equals(session.id().value()));
      sessions.add(session.withWorkers(workers));
    }
    return sessions;
  }

  static Optional<Session> first(Rows rows) throws SQLException {
    return all(rows).stream().findFirst();
  }

  private static Session session(Rows rows) throws SQLException {
    return new Session(
        identity(rows),
        new SessionMetadata(
            rows.get(SESSION.DISPLAY_NAME),
            StoredJson.readTexts(rows.get(SESSION.LABELS)),
            StoredJson.readTexts(rows.get(SESSION.ANNOTATIONS))),
        StoredJson.readSpec(rows.get(SESSION.SPEC)),
        Desired.valueOf(rows.get(SESSION.DESIRED)),
        revision(rows),
        status(rows),
        new Ownership(
            rows.find(SESSION.NODE).map(NodeId::new),
            rows.find(SESSION.HOST).map(HostId::new),
            new Fence(rows.get(SESSION.FENCE))),
        new Liveness(
            rows.get(SESSION.LAST_ACTIVITY_AT),
            rows.get(SESSION.MESSAGE_COUNT),
            Duration.ofNanos(rows.get(SESSION.ELAPSED)),
            rows.get(SESSION.MEASURED_AT)),
        List.of());
  }

  private static SessionIdentity identity(Rows rows) throws SQLException {
    return new SessionIdentity(
        new SessionId(rows.get(SESSION.ID)),
        new ProjectId(rows.get(SESSION.PROJECT)),
        new Slug(rows.get(SESSION.SLUG)),
        rows.get(SESSION.NAME),
        new Owner(OwnerScope.valueOf(rows.get(SESSION.OWNER_SCOPE)), rows.get(SESSION.OWNER_ID)),
        rows.find(SESSION.PARENT).map(SessionId::new),
        rows.find(SESSION.ROLE));
  }

  private static Revision revision(Rows rows) throws SQLException {
    return new Revision(
        rows.get(SESSION.VERSION),
        rows.get(SESSION.GENERATION),
        new Revision.Change(rows.get(SESSION.CREATED_AT), rows.get(SESSION.CREATED_BY)),
        new Revision.Change(rows.get(SESSION.UPDATED_AT), rows.get(SESSION.UPDATED_BY)));
  }

  private static SessionStatus status(Rows rows) throws SQLException {
    return StoredJson.readStatus(
        rows.get(SESSION.STATUS_VERSION),
        SessionState.valueOf(rows.get(SESSION.STATE)),
        rows.get(SESSION.STATUS));
  }
}
