package dev.agentsessions.memory;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventCursor.OfProject;
import dev.agentsessions.event.EventCursor.OfSession;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each event in the list of its session and in that of its project; its place in a list, counted
 * from 1, is its sequence and its position. Events outlive their session.
 */
final class EventTable {
  private final Map<SessionId, List<SessionEvent>> bySession = new HashMap<>();
  private final Map<ProjectId, List<SessionEvent>> byProject = new HashMap<>();
  private final Map<SessionId, Owner> owners = new HashMap<>();

  /**
   * @return the sequence of the last of them, or of the one before if there is none
   */
  long append(SessionIdentity session, Instant at, List<SessionChange> changes) {
    var ofSession = bySession.computeIfAbsent(session.id(), id -> new ArrayList<>());
    var ofProject = byProject.computeIfAbsent(session.project(), id -> new ArrayList<>());
    owners.put(session.id(), session.owner());
    for (SessionChange change : changes) {
      var event =
          new SessionEvent(
              session.project(),
              session.id(),
              ofSession.size() + 1L,
              ofProject.size() + 1L,
              at,
              change);
      ofSession.add(event);
      ofProject.add(event);
    }
    return ofSession.size();
  }

  /** Forgets what happened in a project. */
  void forget(ProjectId project) {
    List<SessionEvent> events = byProject.remove(project);
    if (events != null) {
      events.forEach(event -> bySession.remove(event.session()));
      events.forEach(event -> owners.remove(event.session()));
    }
  }

  List<SessionEvent> read(EventCursor after, Reach reach, int max) {
    List<SessionEvent> stream = stream(after);
    int from = Math.clamp(place(after), 0, stream.size());
    return stream.subList(from, stream.size()).stream()
        .filter(event -> reach.includes(event.session(), owner(event)))
        .limit(max)
        .toList();
  }

  private Owner owner(SessionEvent event) {
    return requireNonNull(owners.get(event.session()), event::id);
  }

  EventCursor end(EventCursor cursor) {
    List<SessionEvent> stream = stream(cursor);
    return stream.isEmpty() ? cursor : cursor.after(stream.getLast());
  }

  boolean hasMore(EventCursor after) {
    return stream(after).size() > place(after);
  }

  private List<SessionEvent> stream(EventCursor cursor) {
    return switch (cursor) {
      case OfSession of -> bySession.getOrDefault(of.session(), List.of());
      case OfProject of -> byProject.getOrDefault(of.project(), List.of());
    };
  }

  private static long place(EventCursor cursor) {
    return switch (cursor) {
      case OfSession of -> of.seq();
      case OfProject of -> of.position();
    };
  }
}
