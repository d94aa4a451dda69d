package dev.agentsessions.memory;

import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.Slug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** The sessions, and an index for every way to find them. */
final class SessionTable {
  private final Map<SessionId, Session> byId = new HashMap<>();
  private final Map<UniqueKey, SessionId> holders = new HashMap<>();
  private final Map<SessionId, Set<SessionId>> children = new HashMap<>();
  private final OrderedIndex<ProjectId> listed = new OrderedIndex<>();
  private final OrderedIndex<Optional<HostId>> needingOwner = new OrderedIndex<>();

  Optional<Session> find(SessionId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * @throws NotFound if there is no such session
   */
  Session get(SessionId id) {
    return find(id).orElseThrow(() -> new NotFound("session " + id));
  }

  Optional<Session> find(ProjectId project, Slug slug) {
    return Optional.ofNullable(holders.get(UniqueKey.of(project, slug))).map(byId::get);
  }

  /** Walks on from the cursor, so a page costs the same at any depth. */
  SessionPage page(SessionQuery query) {
    NavigableMap<SessionCursor, Session> all = listed.of(query.project()).descendingMap();
    NavigableMap<SessionCursor, Session> rest =
        query.after().map(cursor -> all.tailMap(cursor, false)).orElse(all);
    var matches = new SessionMatch(query);
    List<Session> found = first(query.limit() + 1, rest.values(), matches);
    boolean isLast = found.size() <= query.limit();
    List<Session> items = isLast ? found : found.subList(0, query.limit());
    return new SessionPage(
        items,
        isLast ? Optional.empty() : Optional.of(SessionCursor.of(items.getLast())),
        query.total()
            ? OptionalLong.of(all.values().stream().filter(matches).count())
            : OptionalLong.empty());
  }

  private static List<Session> first(
      int max, Iterable<Session> sessions, Predicate<Session> matches) {
    List<Session> found = new ArrayList<>();
    // No stream: it would ask a tail of the map for its size, which counts all of it.
    for (Session session : sessions) {
      if (matches.test(session)) {
        found.add(session);
      }
      if (found.size() == max) {
        break;
      }
    }
    return found;
  }

  /** Whether a session belongs to a project, deleted ones included. */
  boolean hasAny(ProjectId project) {
    return byId.values().stream().anyMatch(each -> each.identity().project().equals(project));
  }

  List<SessionId> needingOwner(Optional<HostId> owner, NodeId node, int max) {
    return needingOwner.of(owner).values().stream()
        .filter(session -> session.ownership().node().map(node::equals).orElse(true))
        .limit(max)
        .map(Session::id)
        .toList();
  }

  /**
   * Writes a session, a new one or in place of the one with its id.
   *
   * @throws AlreadyExists if another holds what this one would hold; nothing is written
   */
  void put(Session session) {
    List<UniqueKey> keys = UniqueKey.of(session);
    for (UniqueKey key : keys) {
      SessionId holder = holders.getOrDefault(key, session.id());
      if (!holder.equals(session.id())) {
        throw new AlreadyExists(key.field(), key.value(), holder.value());
      }
    }
    find(session.id()).ifPresent(this::unindex);
    byId.put(session.id(), session);
    index(session, keys);
  }

  /** Removes a session; its children live on without a parent. */
  void remove(Session session) {
    unindex(session);
    byId.remove(session.id());
    List.copyOf(children.getOrDefault(session.id(), Set.of()))
        .forEach(child -> put(Merge.withoutParent(get(child))));
  }

  private void index(Session session, List<UniqueKey> keys) {
    keys.forEach(key -> holders.put(key, session.id()));
    session
        .identity()
        .parent()
        .ifPresent(
            parent -> children.computeIfAbsent(parent, id -> new HashSet<>()).add(session.id()));
    if (!session.isDeleted()) {
      listed.put(session.identity().project(), session);
    }
    if (session.needsOwner()) {
      needingOwner.put(session.ownership().owner(), session);
    }
  }

  private void unindex(Session session) {
    UniqueKey.of(session).forEach(holders::remove);
    session
        .identity()
        .parent()
        .ifPresent(
            parent ->
                children.computeIfPresent(
                    parent,
                    (id, siblings) -> {
                      siblings.remove(session.id());
                      return siblings.isEmpty() ? null : siblings;
                    }));
    listed.remove(session.identity().project(), session);
    needingOwner.remove(session.ownership().owner(), session);
  }
}
