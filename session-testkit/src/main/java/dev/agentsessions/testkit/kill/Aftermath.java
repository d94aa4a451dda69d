package dev.agentsessions.testkit.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Revision.Change;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.testkit.store.StorePorts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is left of one project whose {@link Committers} program was killed, held against itself and
 * against what the program had reported. One thread.
 */
public final class Aftermath {
  private static final int PAGE = 1000;

  private final StorePorts store;
  private final List<SessionEvent> events;
  private final Map<SessionId, List<SessionEvent>> bySession = new LinkedHashMap<>();

  private Aftermath(StorePorts store, List<SessionEvent> events) {
    this.store = store;
    this.events = events;
    for (SessionEvent event : events) {
      bySession.computeIfAbsent(event.session(), id -> new ArrayList<>()).add(event);
    }
  }

  public static Aftermath of(StorePorts store, ProjectId project) {
    return new Aftermath(store, read(store, new EventCursor.OfProject(project, 0)));
  }

  /** Commits once more: a place that was counted and not written, or the reverse, is seen then. */
  public void goOn() {
    bySession.keySet().stream()
        .flatMap(id -> store.sessionStore().find(id).stream())
        .filter(session -> !session.isDeleted())
        .findFirst()
        .ifPresent(session -> store.sessionStore().commit(renamed(session)));
  }

  /** Events there are, all in all. */
  public int events() {
    return events.size();
  }

  /**
   * @throws AssertionError if something is there in part or twice
   */
  public void check() {
    check(List.of());
  }

  /**
   * @param reports of the program, from its start to its end
   * @throws AssertionError if something acknowledged is lost, or something is there in part or
   *     twice
   */
  void check(List<Report> reports) {
    checkPlaces();
    Map<SessionId, Told> told = new LinkedHashMap<>();
    bySession.forEach((id, ofSession) -> told.put(id, Told.by(ofSession)));
    told.forEach(this::checkStored);
    for (Report report : reports) {
      switch (report) {
        case Report.Done done -> checkDone(done, Optional.ofNullable(told.get(done.session())));
        case Report.Seen seen -> checkSeen(seen);
      }
    }
  }

  private void checkPlaces() {
    long position = 0;
    for (SessionEvent event : events) {
      assertThat(event.position()).as("position").isEqualTo(++position);
    }
    bySession.forEach(
        (id, ofSession) -> {
          long seq = 0;
          for (SessionEvent event : ofSession) {
            assertThat(event.seq()).as("seq in %s", id).isEqualTo(++seq);
          }
          assertThat(read(store, new EventCursor.OfSession(id, 0))).isEqualTo(ofSession);
        });
  }

  private void checkStored(SessionId id, Told told) {
    Optional<Session> stored = store.sessionStore().find(id);
    if (told.isCleaned()) {
      assertThat(stored).as("cleaned").isEmpty();
    } else {
      assertThat(stored).as("stored").map(Told.Picture::of).contains(told.picture());
    }
  }

  private static void checkDone(Report.Done done, Optional<Told> told) {
    assertThat(told)
        .as("acknowledged %s", done)
        .hasValueSatisfying(
            session -> {
              assertThat(session.picture().version()).isGreaterThanOrEqualTo(done.version());
              assertThat(session.displayNames()).contains(done.displayName());
            });
  }

  private void checkSeen(Report.Seen seen) {
    assertThat(seen.position()).as("seen %s", seen).isLessThanOrEqualTo(events.size());
    assertThat(Report.Seen.of(events.get((int) seen.position() - 1))).isEqualTo(seen);
  }

  private static Intent renamed(Session session) {
    SessionMetadata old = session.metadata();
    return new Intent(
        session,
        session.withMetadata(
            new SessionMetadata("after-the-kill", old.labels(), old.annotations()),
            new Change(session.revision().updated().at(), "survivor")));
  }

  private static List<SessionEvent> read(StorePorts store, EventCursor from) {
    List<SessionEvent> all = new ArrayList<>();
    EventCursor cursor = from;
    List<SessionEvent> page = store.eventJournal().read(cursor, PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      cursor = cursor.after(page.getLast());
      page = store.eventJournal().read(cursor, PAGE);
    }
    return List.copyOf(all);
  }
}
