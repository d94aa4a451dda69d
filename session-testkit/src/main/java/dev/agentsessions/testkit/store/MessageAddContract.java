package dev.agentsessions.testkit.store;

import static dev.agentsessions.session.LifecycleEvent.CLEAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.event.EventCursor.OfSession;
import dev.agentsessions.event.SessionChange.MessageMoved;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.message.NewMessage;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.Touch;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Adding messages and reading them again. */
public interface MessageAddContract extends StorePorts {
  @Test
  @DisplayName("M-01 a message is read as it was said, to the last field")
  default void aMessageIsReadAsItWasSaid() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    NewMessage first = SampleMessages.text(FullSample.TEXT);
    NewMessage second = SampleMessages.said("done");

    Message queued = messageStore().add(session, first);
    Message said = messageStore().add(session, second);

    assertThat(queued).isEqualTo(first.stored(session.id(), queued.seq()));
    assertThat(said).isEqualTo(second.stored(session.id(), said.seq()));
    assertThat(messageStore().read(session.id(), 0, 10)).containsExactly(queued, said);
  }

  @Test
  @DisplayName("M-01, M-02 a message has the place of its event, which does not hold what is said")
  default void aMessageHasThePlaceOfItsEvent() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    Message queued = messageStore().add(session, SampleMessages.text("one"));
    Message said = messageStore().add(session, SampleMessages.said("two"));

    List<SessionEvent> events = project.events(session.id());
    assertThat(events).extracting(SessionEvent::seq).containsExactly(1L, queued.seq(), said.seq());
    assertThat(events.stream().skip(1).map(SessionEvent::change))
        .containsExactly(told(queued, MessageState.QUEUED), told(said, MessageState.DELIVERED));
    assertThat(project.events()).extracting(SessionEvent::position).containsExactly(1L, 2L, 3L);
  }

  @Test
  @DisplayName("M-01 messages are read after a place, in order, as many as asked for")
  default void messagesAreReadAfterAPlace() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    List<Message> all =
        LongStream.range(0, 5)
            .mapToObj(number -> messageStore().add(session, SampleMessages.text("text " + number)))
            .toList();
    messageStore().add(project.stored("other"), SampleMessages.text("elsewhere"));

    assertThat(messageStore().read(session.id(), 0, 2)).isEqualTo(all.subList(0, 2));
    assertThat(messageStore().read(session.id(), all.get(1).seq(), 200))
        .isEqualTo(all.subList(2, 5));
    assertThat(messageStore().read(session.id(), all.get(4).seq(), 1)).isEmpty();
    assertThat(messageStore().read(project.sessionId(), 0, 1)).isEmpty();
  }

  @Test
  @DisplayName("M-01 the longest text is kept whole, and a page ends where texts do not fit")
  default void pagesEndWhereTextsDoNotFit() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    List<Message> all =
        Stream.of(
                "é".repeat(NewMessage.MAX_BYTES / 2) + "x", "y".repeat(NewMessage.MAX_BYTES), "zzz")
            .map(text -> messageStore().add(session, SampleMessages.text(text)))
            .toList();

    List<Message> page = messageStore().read(session.id(), 0, 200);

    assertThat(page.equals(all.subList(0, 2))).isTrue();
    assertThat(
            messageStore().read(session.id(), page.getLast().seq(), 200).equals(all.subList(2, 3)))
        .isTrue();
  }

  @Test
  @DisplayName("M-01 what one sender says twice by one client id is one message")
  default void saidTwiceIsOneMessage() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    Message first = messageStore().add(session, SampleMessages.known("ada", "c-1", "hello"));
    Message again = messageStore().add(session, SampleMessages.known("ada", "c-1", "hello"));
    Message other = messageStore().add(session, SampleMessages.known("bob", "c-1", "hello"));
    Message nameless = messageStore().add(session, SampleMessages.text("hello"));

    assertThat(again).isEqualTo(first);
    assertThat(messageStore().read(session.id(), 0, 10)).containsExactly(first, other, nameless);
    assertThat(project.events(session.id())).hasSize(4);
    assertThat(project.read(session).liveness().messageCount()).isEqualTo(3);
  }

  @Test
  @DisplayName("M-01 of many who say the same by one client id at once, one says it")
  default void saidByManyAtOnceIsOneMessage() throws Exception {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    List<Message> said =
        Crowd.run(
            8,
            number ->
                () -> messageStore().add(session, SampleMessages.known("ada", "c-1", "hello")));

    assertThat(new HashSet<>(said)).hasSize(1);
    assertThat(messageStore().read(session.id(), 0, 10)).containsExactly(said.getFirst());
  }

  @Test
  @DisplayName("M-01 another text by a client id that is taken is refused, and nothing is written")
  default void anotherTextIsRefused() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    Message first = messageStore().add(session, SampleMessages.known("ada", "c-1", "hello"));

    assertThatThrownBy(() -> messageStore().add(session, SampleMessages.known("ada", "c-1", "bye")))
        .isInstanceOfSatisfying(
            AlreadyExists.class,
            taken -> {
              assertThat(taken.field()).isEqualTo("clientId");
              assertThat(taken.holder()).isEqualTo(first.id().value());
            });

    assertThat(messageStore().read(session.id(), 0, 10)).containsExactly(first);
    assertThat(project.events(session.id())).hasSize(2);
  }

  @Test
  @DisplayName("M-01 nothing is said in a session that is deleted or not there")
  default void nothingIsSaidInASessionThatIsGone() {
    SampleProject project = SampleProject.in(this);
    Session unknown = project.session("unknown").build();
    Session deleted = sessionStore().commit(SampleChanges.delete(project.stored("s")));

    assertThatThrownBy(() -> messageStore().add(unknown, SampleMessages.text("hello")))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> messageStore().add(deleted, SampleMessages.text("hello")))
        .isInstanceOf(NotFound.class);

    assertThat(messageStore().read(deleted.id(), 0, 10)).isEmpty();
  }

  @Test
  @DisplayName("M-01 one more than may wait is refused; what an agent says waits for nobody")
  default void soManyMayWait() {
    SampleProject project = SampleProject.in(this);
    Session session = project.owned(project.stored("s"));
    for (int number = 0; number < MessageStore.MAX_QUEUED; number++) {
      messageStore().add(session, SampleMessages.text("text " + number));
    }

    assertThatThrownBy(() -> messageStore().add(session, SampleMessages.text("one more")))
        .isInstanceOf(LimitReached.class);
    messageStore().add(session, SampleMessages.said("busy"));
    Message first = messageStore().queued(session.id()).getFirst();
    messageStore().settle(session, first, MessageState.DELIVERED, Optional.empty());
    messageStore().add(session, SampleMessages.text("one more"));

    assertThat(project.read(session).liveness().messageCount())
        .isEqualTo(MessageStore.MAX_QUEUED + 2);
  }

  @Test
  @DisplayName("S-26 each message is counted, and is activity that never goes back")
  default void messagesAreCounted() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    messageStore().add(session, SampleMessages.text("one"));
    Liveness counted = project.read(session).liveness();
    sessionStore().touch(Touch.activity(session.id(), SampleMessages.LATER.plusSeconds(1)));
    messageStore().add(session, SampleMessages.said("two"));

    assertThat(counted)
        .isEqualTo(
            new Liveness(
                SampleMessages.LATER,
                1,
                session.liveness().elapsed(),
                session.liveness().measuredAt()));
    assertThat(project.read(session).liveness())
        .isEqualTo(
            new Liveness(
                SampleMessages.LATER.plusSeconds(1),
                2,
                session.liveness().elapsed(),
                session.liveness().measuredAt()));
  }

  @Test
  @DisplayName("M-01 a message breaks neither an intent nor an observation, and neither undoes it")
  default void aMessageBreaksNothing() {
    SampleProject project = SampleProject.in(this);
    Session read = project.owned(project.stored("s"));
    Message message = messageStore().add(read, SampleMessages.text("one"));

    sessionStore().commit(SampleChanges.rename(read, "renamed"));
    sessionStore().commit(SampleChanges.leave(read));

    assertThat(project.read(read).liveness().messageCount()).isEqualTo(1);
    assertThat(project.events(read.id())).extracting(SessionEvent::seq).containsExactly(1L, 2L, 3L);
    assertThat(messageStore().read(read.id(), 0, 10)).containsExactly(message);
  }

  @Test
  @DisplayName("M-02 messages and changes at once: no place is missing or taken twice")
  default void messagesAndChangesAtOnce() throws Exception {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    Crowd.run(
        6,
        number ->
            () -> {
              Session mine = number < 4 ? session : project.stored("of " + number);
              for (int i = 0; i < 10; i++) {
                if (number < 4) {
                  messageStore().add(mine, SampleMessages.text(number + " says " + i));
                } else {
                  mine = sessionStore().commit(SampleChanges.rename(mine, "name " + i));
                }
              }
              return number;
            });

    assertThat(project.events(session.id()))
        .extracting(SessionEvent::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 41).boxed().toList());
    assertThat(project.events())
        .extracting(SessionEvent::position)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 63).boxed().toList());
    assertThat(project.read(session).liveness().messageCount()).isEqualTo(40);
    assertThat(messageStore().read(session.id(), 0, 100))
        .extracting(Message::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(2, 41).boxed().toList());
  }

  @Test
  @DisplayName("M-03 whoever waits for events hears of a message")
  default void whoeverWaitsHears() throws Exception {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    List<Boolean> heard =
        Crowd.run(
            2,
            number ->
                () ->
                    number == 0
                        ? messageStore().add(session, SampleMessages.text("one")).seq() == 2
                        : eventJournal()
                            .awaitMore(new OfSession(session.id(), 1), EventWaitContract.LONG));

    assertThat(heard).containsExactly(true, true);
  }

  @Test
  @DisplayName("M-01, S-08 messages go with their session, and no place of theirs is used again")
  default void messagesGoWithTheirSession() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored(project.session("s").in(SessionState.STOPPED));
    Message message = messageStore().add(session, SampleMessages.known("ada", "c-1", "hello"));
    Session deleted = sessionStore().commit(SampleChanges.delete(session));
    assertThat(messageStore().read(session.id(), 0, 10)).containsExactly(message);

    sessionStore().commit(SampleChanges.move(deleted, CLEAN));
    assertThat(messageStore().read(session.id(), 0, 10)).isEmpty();
    sessionStore().create(session);
    Message later = messageStore().add(session, SampleMessages.known("ada", "c-1", "bye"));

    assertThat(later.seq()).isGreaterThan(message.seq());
    assertThat(messageStore().read(session.id(), 0, 10)).containsExactly(later);
  }

  private static MessageMoved told(Message message, MessageState state) {
    return new MessageMoved(
        message.worker(), message.id(), message.role(), state, Optional.empty());
  }
}
