package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.PROJECT;
import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static dev.agentsessions.store.internal.generated.Tables.WORKER;

import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.Slug;
import dev.agentsessions.worker.WorkerId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The statements that read sessions by what they are known by. */
final class SessionReads {
  private record Name(ProjectId project, String value) {}

  private record Need(Optional<HostId> owner, NodeId node, int max) {}

  private final Template<SessionId> byId;
  private final Template<ProjectId> project;
  private final Template<Name> bySlug;
  private final Template<Name> byRole;
  private final Template<WorkerId> byWorker;
  private final Template<Need> ownerless;
  private final Template<Need> owned;

  SessionReads(DSLContext db) {
    byId = Template.of(db, in -> sessions(db, SESSION.ID.eq(in.of(SESSION.ID, SessionId::value))));
    project =
        Template.of(
            db,
            in ->
                db.select(PROJECT.ID)
                    .from(PROJECT)
                    .where(PROJECT.ID.eq(in.of(PROJECT.ID, ProjectId::value))));
    bySlug =
        Template.of(
            db,
            in ->
                sessions(
                    db,
                    SESSION.PROJECT.eq(in.of(SESSION.PROJECT, name -> name.project().value())),
                    SESSION.SLUG_KEY.eq(in.of(SESSION.SLUG_KEY, Name::value))));
    byRole =
        Template.of(
            db,
            in ->
                db.select(SESSION.ID)
                    .from(SESSION)
                    .where(
                        SESSION.PROJECT.eq(in.of(SESSION.PROJECT, name -> name.project().value())),
                        SESSION.ROLE_KEY.eq(in.of(SESSION.ROLE_KEY, Name::value))));
    byWorker =
        Template.of(
            db,
            in ->
                db.select(WORKER.SESSION)
                    .from(WORKER)
                    .where(WORKER.ID.eq(in.of(WORKER.ID, WorkerId::value))));
    ownerless = Template.of(db, in -> needing(db, in, SESSION.HOST.isNull()));
    owned =
        Template.of(
            db,
            in ->
                needing(
                    db,
                    in,
                    SESSION.HOST.eq(
                        in.of(
                            SESSION.HOST, need -> need.owner().map(HostId::value).orElse(null)))));
  }

  boolean exists(Work work, ProjectId id) throws SQLException {
    return work.read(project, id, Rows::next);
  }

  Optional<Session> find(Work work, SessionId id) throws SQLException {
    return work.read(byId, id, SessionRows::first);
  }

  Optional<Session> find(Work work, ProjectId project, Slug slug) throws SQLException {
    return work.read(bySlug, new Name(project, slug.value()), SessionRows::first);
  }

  Optional<SessionId> roleHolder(Work work, ProjectId project, String role) throws SQLException {
    return work.read(
        byRole, new Name(project, role), rows -> ids(rows, SESSION.ID).stream().findFirst());
  }

  Optional<SessionId> workerHolder(Work work, WorkerId worker) throws SQLException {
    return work.read(byWorker, worker, rows -> ids(rows, WORKER.SESSION).stream().findFirst());
  }

  List<SessionId> needingOwner(Work work, Optional<HostId> owner, NodeId node, int max)
      throws SQLException {
    return work.read(
        owner.isPresent() ? owned : ownerless,
        new Need(owner, node, max),
        rows -> ids(rows, SESSION.ID));
  }

  private static Query sessions(DSLContext db, Condition... conditions) {
    return db.select(SessionRows.COLUMNS)
        .from(SESSION)
        .leftJoin(WORKER)
        .on(WORKER.SESSION.eq(SESSION.ID))
        .where(conditions)
        .orderBy(WORKER.CREATED_AT, WORKER.ID);
  }

  /** Ordered by all columns of the index, or H2 sorts what it finds. */
  private static Query needing(DSLContext db, Parameters<Need> in, Condition owner) {
    return db.select(SESSION.ID)
        .from(SESSION)
        .where(
            SESSION.NEEDS_OWNER.eq(DSL.inline(true)),
            owner,
            SESSION
                .NODE
                .eq(in.of(SESSION.NODE, need -> need.node().value()))
                .or(SESSION.NODE.isNull()))
        .orderBy(SESSION.NEEDS_OWNER, SESSION.HOST, SESSION.CREATED_AT, SESSION.ID)
        .limit(in.of(SQLDataType.INTEGER, Need::max));
  }

  private static List<SessionId> ids(Rows rows, Field<String> column) throws SQLException {
    List<SessionId> ids = new ArrayList<>();
    while (rows.next()) {
      ids.add(new SessionId(rows.get(column)));
    }
    return ids;
  }
}
