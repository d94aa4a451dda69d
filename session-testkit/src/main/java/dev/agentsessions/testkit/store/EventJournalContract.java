package dev.agentsessions.testkit.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.event.Changes;
import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventCursor.OfProject;
import dev.agentsessions.event.EventCursor.OfSession;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link dev.agentsessions.event.EventJournal} promises. */
public interface EventJournalContract extends StorePorts {
  /** Long enough for a busy machine; a wait ends as soon as there is something to wait for. */
  Duration LONG = Duration.ofSeconds(30);

  int WAKE_UPS = 10;

  @Test
  @DisplayName("M-02 events have places from 1 on in their session and in their project")
  default void eventsHavePlaces() {
    SampleProject project = SampleProject.in(this);
    Session first = project.stored("first");
    Session second = project.stored(project.session("second").with(project.terminal("shell")));
    sessionStore().commit(SampleChanges.rename(first, "renamed"));

    List<SessionEvent> events = project.events();

    assertThat(events).extracting(SessionEvent::position).containsExactly(1L, 2L, 3L, 4L);
    assertThat(events).extracting(SessionEvent::seq).containsExactly(1L, 1L, 2L, 2L);
    assertThat(events)
        .extracting(SessionEvent::session)
        .containsExactly(first.id(), second.id(), second.id(), first.id());
    assertThat(events).extracting(SessionEvent::project).containsOnly(project.id());
    assertThat(project.events(first.id())).containsExactly(events.get(0), events.get(3));
  }

  @Test
  @DisplayName("M-02 an event's time is when it was committed, in microseconds")
  default void eventsHaveATime() {
    SampleProject project = SampleProject.in(this);
    Instant before = clock().instant();

    Session session = project.stored("s");
    sessionStore().commit(SampleChanges.rename(session, "renamed"));

    Instant after = clock().instant();
    assertThat(project.events())
        .hasSize(2)
        .allSatisfy(
            event -> {
              assertThat(event.at()).isBetween(before, after);
              assertThat(event.at()).isEqualTo(event.at().truncatedTo(ChronoUnit.MICROS));
            });
  }

  @Test
  @DisplayName("M-02 every kind of change is read as it was written, to the last field")
  default void changesAreReadAsWritten() {
    SampleProject project = SampleProject.in(this);
    Session full = FullSample.of(project, project.stored("parent"), project.host());
    sessionStore().create(full);
    List<SessionChange> expected = new ArrayList<>(Changes.of(full));
    Session stored = full;
    for (UnaryOperator<Session> commit : EveryChange.commits()) {
      Session after = commit.apply(stored);
      expected.addAll(Changes.between(stored, after));
      stored = write(stored, after);
    }

    assertThat(project.changes(full)).isEqualTo(expected);
    assertThat(expected).extracting(Object::getClass).containsAll(EveryChange.kinds());
  }

  private Session write(Session before, Session after) {
    return before.revision().equals(after.revision())
        ? sessionStore().commit(new Observation(before, after))
        : sessionStore().commit(new Intent(before, after));
  }

  @Test
  @DisplayName("M-03 reading goes on after a cursor, at most as far as asked")
  default void readingGoesOnAfterACursor() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    for (int number = 0; number < 9; number++) {
      session = sessionStore().commit(SampleChanges.rename(session, "name " + number));
    }

    assertThat(seqs(new OfSession(session.id(), 0), 3)).containsExactly(1L, 2L, 3L);
    assertThat(seqs(new OfSession(session.id(), 3), 4)).containsExactly(4L, 5L, 6L, 7L);
    assertThat(seqs(new OfSession(session.id(), 7), 100)).containsExactly(8L, 9L, 10L);
    assertThat(seqs(new OfSession(session.id(), 10), 100)).isEmpty();
    assertThat(seqs(new OfSession(session.id(), 99), 100)).isEmpty();
    assertThat(seqs(new OfProject(project.id(), 8), 1)).containsExactly(9L);
    assertThat(seqs(new OfProject(project.id(), 99), 1)).isEmpty();
  }

  @Test
  @DisplayName("M-03 the end of a stream is the cursor after its last event")
  default void theEndIsAfterTheLastEvent() {
    SampleProject project = SampleProject.in(this);
    Session first = project.stored("first");
    project.stored("second");
    sessionStore().commit(SampleChanges.rename(first, "renamed"));

    assertThat(eventJournal().end(new OfSession(first.id(), 0)))
        .isEqualTo(new OfSession(first.id(), 2));
    assertThat(eventJournal().end(new OfSession(first.id(), 1)))
        .isEqualTo(new OfSession(first.id(), 2));
    assertThat(eventJournal().end(new OfProject(project.id(), 0)))
        .isEqualTo(new OfProject(project.id(), 3));
  }

  @Test
  @DisplayName("M-03 a stream without events is empty and ends where it is")
  default void anEmptyStreamEndsWhereItIs() {
    SampleProject project = SampleProject.in(this);
    List<EventCursor> empty =
        List.of(
            new OfSession(project.sessionId(), 0),
            new OfProject(project.id(), 0),
            new OfProject(new ProjectId("x-" + project.id()), 0));

    assertThat(empty)
        .allSatisfy(
            cursor -> {
              assertThat(eventJournal().read(cursor, 10)).isEmpty();
              assertThat(eventJournal().end(cursor)).isEqualTo(cursor);
            });
  }

  @Test
  @DisplayName("M-03 waiting ends at once when there is more, and in time when there is not")
  default void waitingEnds() throws Exception {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    assertThat(eventJournal().awaitMore(new OfSession(session.id(), 0), LONG)).isTrue();
    assertThat(eventJournal().awaitMore(new OfProject(project.id(), 0), LONG)).isTrue();
    assertThat(eventJournal().awaitMore(new OfSession(session.id(), 1), Duration.ofMillis(20)))
        .isFalse();
    assertThat(eventJournal().awaitMore(new OfProject(project.id(), 1), Duration.ZERO)).isFalse();
  }

  @Test
  @DisplayName("M-03 all who wait wake up at each commit, long before their time is over")
  default void waitingWakesUp() throws Exception {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    List<EventCursor> ends =
        List.of(new OfSession(session.id(), 1), new OfProject(project.id(), 1));
    var together = new CyclicBarrier(3);
    long start = System.nanoTime();

    List<Integer> rounds =
        Crowd.run(
            3,
            number -> number == 2 ? commit(session, together) : wakeUp(ends.get(number), together));

    assertThat(rounds).containsOnly(WAKE_UPS);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
  }

  private Callable<Integer> commit(Session session, CyclicBarrier together) {
    return () -> {
      Session last = session;
      for (int round = 0; round < WAKE_UPS; round++) {
        last = sessionStore().commit(SampleChanges.rename(last, "name " + round));
        together.await();
      }
      return WAKE_UPS;
    };
  }

  private Callable<Integer> wakeUp(EventCursor end, CyclicBarrier together) {
    return () -> {
      EventCursor cursor = end;
      for (int round = 0; round < WAKE_UPS; round++) {
        assertThat(eventJournal().awaitMore(cursor, LONG)).isTrue();
        List<SessionEvent> read = eventJournal().read(cursor, 10);
        assertThat(read).hasSize(1);
        cursor = cursor.after(read.getFirst());
        together.await();
      }
      return WAKE_UPS;
    };
  }

  @Test
  @DisplayName("M-03 whoever waits can be interrupted")
  default void waitingCanBeInterrupted() throws Exception {
    SampleProject project = SampleProject.in(this);
    var end = new OfProject(project.id(), 0);
    var answer = new CompletableFuture<Optional<Boolean>>();

    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    answer.complete(Optional.of(eventJournal().awaitMore(end, LONG)));
                  } catch (InterruptedException e) {
                    answer.complete(Optional.empty());
                  }
                });
    waiting.interrupt();

    assertThat(answer.get(LONG.toSeconds() / 2, SECONDS)).isEmpty();
  }

  @Test
  @DisplayName("M-02 eight writers in one project: a follower sees every event, in order, once")
  default void writersInOneProjectLeaveNoHole() throws Exception {
    SampleProject project = SampleProject.in(this);

    assertNoHoles(List.of(project, project, project, project, project, project, project, project));
  }

  @Test
  @DisplayName("M-02 eight writers in eight projects: followers see every event, in order, once")
  default void writersInManyProjectsLeaveNoHole() throws Exception {
    assertNoHoles(IntStream.range(0, 8).mapToObj(number -> SampleProject.in(this)).toList());
  }

  /** One writer in each project of the list, one follower for each project. */
  private void assertNoHoles(List<SampleProject> projects) throws Exception {
    int sessions = 5;
    int renames = 10;
    int eventsOfAWriter = sessions * (1 + renames);
    Map<ProjectId, Integer> expected = new HashMap<>();
    projects.forEach(project -> expected.merge(project.id(), eventsOfAWriter, Integer::sum));
    List<Map.Entry<ProjectId, Integer>> followed = List.copyOf(expected.entrySet());

    List<List<SessionEvent>> read =
        Crowd.run(
            projects.size() + followed.size(),
            number ->
                number < projects.size()
                    ? write(projects.get(number), number, sessions, renames)
                    : follow(followed.get(number - projects.size())));

    for (int follower = 0; follower < followed.size(); follower++) {
      List<SessionEvent> events = read.get(projects.size() + follower);
      assertThat(events)
          .extracting(SessionEvent::position)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, followed.get(follower).getValue()).boxed().toList());
      var last = new HashMap<Object, Long>();
      assertThat(events)
          .allSatisfy(
              event ->
                  assertThat(event.seq()).isEqualTo(last.merge(event.session(), 1L, Long::sum)));
    }
  }

  private Callable<List<SessionEvent>> write(
      SampleProject project, int writer, int sessions, int renames) {
    return () -> {
      for (int number = 0; number < sessions; number++) {
        Session session = project.stored("w" + writer + "-" + number);
        for (int round = 0; round < renames; round++) {
          session = sessionStore().commit(SampleChanges.rename(session, "name " + round));
        }
      }
      return List.of();
    };
  }

  private Callable<List<SessionEvent>> follow(Map.Entry<ProjectId, Integer> expected) {
    return () -> {
      List<SessionEvent> events = new ArrayList<>();
      EventCursor cursor = new OfProject(expected.getKey(), 0);
      while (events.size() < expected.getValue()) {
        assertThat(eventJournal().awaitMore(cursor, LONG)).isTrue();
        for (SessionEvent event : eventJournal().read(cursor, 7)) {
          events.add(event);
          cursor = cursor.after(event);
        }
      }
      return events;
    };
  }

  private List<Long> seqs(EventCursor after, int max) {
    return eventJournal().read(after, max).stream().map(SessionEvent::seq).toList();
  }
}
