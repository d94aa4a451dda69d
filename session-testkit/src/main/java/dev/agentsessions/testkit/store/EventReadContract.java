package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.event.Changes;
import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventCursor.OfProject;
import dev.agentsessions.event.EventCursor.OfSession;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionChange.MessageMoved;
import dev.agentsessions.event.SessionChange.ResultReported;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reading events: their places, their fields, and what comes after a cursor. */
public interface EventReadContract extends StorePorts {
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
    expected.addAll(said(full));
    expected.addAll(committed(full, EveryChange.commits()));
    Session agentic =
        project.owned(project.stored(project.session("agentic").kind(SampleSession.agentic())));
    List<SessionChange> ofWorkspace = new ArrayList<>(Changes.of(agentic));
    ofWorkspace.addAll(committed(agentic, EveryChange.commitsOfWorkspace()));

    assertThat(project.changes(full)).isEqualTo(expected);
    assertThat(project.changes(agentic)).isEqualTo(ofWorkspace);
    expected.addAll(ofWorkspace);
    assertThat(expected).extracting(Object::getClass).containsAll(EveryChange.kinds());
  }

  /** Writes one after the other; what each should tell. */
  private List<SessionChange> committed(Session first, List<UnaryOperator<Session>> commits) {
    List<SessionChange> expected = new ArrayList<>();
    Session stored = first;
    for (UnaryOperator<Session> commit : commits) {
      Session after = commit.apply(stored);
      expected.addAll(Changes.between(stored, after));
      stored = write(stored, after);
    }
    return expected;
  }

  private List<SessionChange> said(Session session) {
    Message message = messageStore().add(session, SampleMessages.text(FullSample.TEXT));
    Optional<String> reason = Optional.of(FullSample.TEXT);
    messageStore().settle(session, message, MessageState.FAILED, reason);
    reportStore().put(session, SampleReports.FULL);
    auditTrail().note(session, AuditTrailContract.ISSUED);
    return List.of(
        new MessageMoved(
            message.worker(), message.id(), message.role(), message.state(), Optional.empty()),
        new MessageMoved(
            message.worker(), message.id(), message.role(), MessageState.FAILED, reason),
        new ResultReported(SampleReports.FULL.isError()),
        AuditTrailContract.ISSUED);
  }

  private Session write(Session before, Session after) {
    return before.revision().equals(after.revision())
        ? sessionStore().commit(new Observation(before, after))
        : sessionStore().commit(new Intent(before, after));
  }

  @Test
  @DisplayName(
      "T-02 events of a project are read within a reach, those of sessions that are gone too")
  default void eventsAreReadWithinAReach() {
    SampleProject project = SampleProject.in(this);
    Owner bob = new Owner(OwnerScope.IDENTITY_ACCOUNT, "bob");
    Session adas = project.owned(project.stored("adas"));
    Session bobs = project.stored(project.session("bobs").ownedBy(bob));
    sessionStore().commit(SampleChanges.rename(bobs, "renamed"));
    Session deleted = sessionStore().commit(SampleChanges.delete(adas));
    sessionStore().commit(SampleChanges.move(deleted, LifecycleEvent.CLEAN));
    var start = new EventCursor.OfProject(project.id(), 0);
    List<SessionEvent> all = project.events();

    Reach ofBob = new Reach.Owned(Set.of(bob, new Owner(OwnerScope.ORGANIZATION, "acme")));
    assertThat(eventJournal().read(start, ofBob, 10)).isEqualTo(of(all, bobs));
    Reach ofAda = new Reach.Owned(Set.of(SampleSession.ADA));
    assertThat(eventJournal().read(start, ofAda, 10)).isEqualTo(of(all, adas)).hasSize(4);
    assertThat(eventJournal().read(start, new Reach.OneSession(bobs.id()), 1))
        .isEqualTo(of(all, bobs).subList(0, 1));
    assertThat(eventJournal().read(start, Reach.everything(), 10)).isEqualTo(all);
  }

  private static List<SessionEvent> of(List<SessionEvent> events, Session session) {
    return events.stream().filter(event -> event.session().equals(session.id())).toList();
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

  private List<Long> seqs(EventCursor after, int max) {
    return eventJournal().read(after, max).stream().map(SessionEvent::seq).toList();
  }
}
