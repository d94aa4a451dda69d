package dev.agentsessions.memory;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Sessions that have something in common, oldest first, those of one moment by id. */
final class OrderedIndex<K> {
  private static final Comparator<SessionCursor> OLDEST_FIRST =
      Comparator.comparing(SessionCursor::createdAt).thenComparing(cursor -> cursor.id().value());

  private final Map<K, NavigableMap<SessionCursor, Session>> groups = new HashMap<>();

  NavigableMap<SessionCursor, Session> of(K key) {
    return groups.getOrDefault(key, Collections.emptyNavigableMap());
  }

  void put(K key, Session session) {
    groups
        .computeIfAbsent(key, absent -> new TreeMap<>(OLDEST_FIRST))
        .put(SessionCursor.of(session), session);
  }

  void remove(K key, Session session) {
    groups.computeIfPresent(
        key,
        (same, group) -> {
          group.remove(SessionCursor.of(session));
          return group.isEmpty() ? null : group;
        });
  }
}
