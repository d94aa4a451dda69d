package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.json.StoredJson;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Field;

/**
 * Where each column of a session's row comes from, by who writes it. {@link SessionRows} reads them
 * back.
 */
final class SessionColumns {
  /** Written once. */
  static final Columns<Session> IDENTITY =
      Columns.<Session>none()
          .and(SESSION.ID, session -> session.id().value())
          .and(SESSION.PROJECT, session -> session.identity().project().value())
          .and(SESSION.SLUG, session -> session.identity().slug().value())
          .and(SESSION.NAME, session -> session.identity().name())
          .and(SESSION.OWNER_SCOPE, session -> session.identity().owner().scope().name())
          .and(SESSION.OWNER_ID, session -> session.identity().owner().id())
          .and(SESSION.PARENT, text(session -> session.identity().parent(), SessionId::value))
          .and(SESSION.ROLE, text(session -> session.identity().role(), role -> role))
          .and(SESSION.KIND, session -> StoredJson.kind(session.spec().kind()))
          .and(SESSION.CREATED_AT, session -> session.revision().created().at())
          .and(SESSION.CREATED_BY, session -> session.revision().created().by());

  /** Written by intents. */
  static final Columns<Session> WANTED =
      Columns.<Session>none()
          .and(
              SESSION.SLUG_KEY,
              session -> session.isDeleted() ? null : session.identity().slug().value())
          .and(SESSION.DISPLAY_NAME, session -> session.metadata().displayName())
          .and(SESSION.LABELS, session -> StoredJson.write(session.metadata().labels()))
          .and(SESSION.ANNOTATIONS, session -> StoredJson.write(session.metadata().annotations()))
          .and(SESSION.AGENT, text(session -> session.spec().agent().id(), AgentId::value))
          .and(SESSION.SPEC, session -> StoredJson.write(session.spec()))
          .and(SESSION.DESIRED, session -> session.desired().name())
          .and(
              SESSION.DELETED_AT,
              session -> session.isDeleted() ? session.revision().updated().at() : null)
          .and(SESSION.SEARCH_TEXT, SearchText::of)
          .and(SESSION.VERSION, session -> session.revision().version())
          .and(SESSION.GENERATION, session -> session.revision().generation())
          .and(SESSION.UPDATED_AT, session -> session.revision().updated().at())
          .and(SESSION.UPDATED_BY, session -> session.revision().updated().by())
          .and(SESSION.NODE, text(session -> session.ownership().node(), NodeId::value));

  /** Written by observations, and by intents that move the state. */
  static final Columns<Session> SEEN =
      Columns.<Session>none()
          .and(SESSION.STATE, session -> session.state().name())
          .and(SESSION.STATUS, session -> StoredJson.write(session.status()))
          .and(
              SESSION.ROLE_KEY,
              session -> session.holdsRole() ? session.identity().role().orElse(null) : null)
          .and(SESSION.NEEDS_OWNER, Session::needsOwner);

  /** The same in a row that is there, one version on. */
  static final Columns<Session> SEEN_NEXT =
      SEEN.and(SESSION.STATUS_VERSION, session -> session.status().version() + 1);

  /** Written by the owner's leaving; taking over is a statement of its own. */
  static final Columns<Session> OWNER =
      Columns.<Session>none()
          .and(SESSION.HOST, text(session -> session.ownership().owner(), HostId::value));

  /** Everything, for a new row, but the place of its last event. */
  static final Columns<Session> ALL =
      IDENTITY
          .and(WANTED)
          .and(SEEN)
          .and(OWNER)
          .and(SESSION.STATUS_VERSION, session -> session.status().version())
          .and(SESSION.FENCE, session -> session.ownership().fence().value())
          .and(SESSION.LAST_ACTIVITY_AT, session -> session.liveness().lastActivityAt())
          .and(SESSION.MESSAGE_COUNT, session -> session.liveness().messageCount())
          .and(SESSION.ELAPSED, session -> session.liveness().elapsed().toNanos())
          .and(SESSION.MEASURED_AT, session -> session.liveness().measuredAt());

  /** What only filters and constraints look at. It follows from the other columns. */
  static final Set<Field<?>> UNREAD =
      Set.of(
          SESSION.SLUG_KEY,
          SESSION.ROLE_KEY,
          SESSION.KIND,
          SESSION.AGENT,
          SESSION.DELETED_AT,
          SESSION.SEARCH_TEXT,
          SESSION.NEEDS_OWNER);

  private SessionColumns() {}

  private static <T> Function<Session, String> text(
      Function<Session, Optional<T>> part, Function<T, String> text) {
    return session -> part.apply(session).map(text).orElse(null);
  }
}
