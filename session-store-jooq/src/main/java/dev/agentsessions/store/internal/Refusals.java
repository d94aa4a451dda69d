package dev.agentsessions.store.internal;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.worker.Worker;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Why a write was refused: what is stored says it, not the database's message. */
final class Refusals {
  private final SessionReads reads;

  Refusals(SessionReads reads) {
    this.reads = reads;
  }

  /** Of a create that broke a constraint; nothing when what was in the way is gone. */
  Optional<SessionException> ofCreate(Work work, Session session) throws SQLException {
    SessionIdentity identity = session.identity();
    if (!reads.exists(work, identity.project())) {
      return Optional.of(new NotFound("project " + identity.project()));
    }
    Optional<SessionId> parent = identity.parent();
    if (parent.isPresent() && reads.find(work, parent.get()).isEmpty()) {
      return Optional.of(new NotFound("session " + parent.get()));
    }
    if (reads.find(work, session.id()).isPresent()) {
      return Optional.of(taken("id", session.id().value(), session.id()));
    }
    return ofHolding(work, session, session.workers());
  }

  /** Of an intent that broke a constraint; nothing when what was in the way is gone. */
  Optional<SessionException> ofCommit(Work work, Intent intent) throws SQLException {
    List<Worker> added =
        intent.after().workers().stream()
            .filter(worker -> intent.before().worker(worker.id()).isEmpty())
            .toList();
    return ofHolding(work, intent.after(), added);
  }

  /** Of an intent whose row is not as it was read. */
  SessionException stale(Work work, Intent intent) throws SQLException {
    Session before = intent.before();
    return reads.find(work, before.id()).isEmpty()
        ? notFound(before.id())
        : new Stale("session " + before.id(), before.revision().version());
  }

  /** Of an observation whose row is not as it was read. */
  SessionException stale(Work work, Observation observation) throws SQLException {
    Session before = observation.before();
    Optional<Session> stored = reads.find(work, before.id());
    if (stored.isEmpty()) {
      return notFound(before.id());
    }
    Fence now = stored.get().ownership().fence();
    Fence read = before.ownership().fence();
    return now.equals(read)
        ? new Stale("status of session " + before.id(), before.status().version())
        : new StaleFence(before.id(), read, now);
  }

  private Optional<SessionException> ofHolding(Work work, Session session, List<Worker> added)
      throws SQLException {
    SessionIdentity identity = session.identity();
    Optional<SessionId> name =
        session.isDeleted()
            ? Optional.empty()
            : reads.find(work, identity.project(), identity.slug()).map(Session::id);
    if (isOther(name, session)) {
      return Optional.of(taken("name", identity.slug().value(), name.get()));
    }
    if (session.holdsRole() && identity.role().isPresent()) {
      String role = identity.role().get();
      Optional<SessionId> holder = reads.roleHolder(work, identity.project(), role);
      if (isOther(holder, session)) {
        return Optional.of(taken("role", role, holder.get()));
      }
    }
    for (Worker worker : added) {
      Optional<SessionId> holder = reads.workerHolder(work, worker.id());
      if (holder.isPresent()) {
        return Optional.of(taken("worker", worker.id().value(), holder.get()));
      }
    }
    return Optional.empty();
  }

  private static boolean isOther(Optional<SessionId> holder, Session session) {
    return holder.isPresent() && !holder.get().equals(session.id());
  }

  private static AlreadyExists taken(String field, String value, SessionId holder) {
    return new AlreadyExists(field, value, holder.value());
  }

  private static NotFound notFound(SessionId id) {
    return new NotFound("session " + id);
  }
}
