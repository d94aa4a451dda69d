package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.event.SessionChange.MessageMoved;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageRole;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.worker.WorkerId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What waits for whom, and what the owner says became of it. */
public interface MessageSettleContract extends StorePorts {
  @Test
  @DisplayName("M-01 of each worker, the first message that waits is next")
  default void theFirstOfEachWorkerIsNext() {
    SampleProject project = SampleProject.in(this);
    Session session = project.owned(project.stored("s"));
    WorkerId other = project.workerId();
    messageStore().add(session, SampleMessages.said("not to be told"));
    Message first = messageStore().add(session, SampleMessages.text("one"));
    Message second = messageStore().add(session, SampleMessages.text("two"));
    Message elsewhere = messageStore().add(session, SampleMessages.to(other, "three"));
    messageStore().add(project.stored("another"), SampleMessages.text("four"));

    List<Message> before = messageStore().queued(session.id());
    messageStore().settle(session, first, MessageState.DELIVERED, Optional.empty());
    List<Message> after = messageStore().queued(session.id());
    messageStore().settle(session, second, MessageState.DELIVERED, Optional.empty());
    messageStore().settle(session, elsewhere, MessageState.FAILED, Optional.of("gone"));

    assertThat(before).containsExactly(first, elsewhere);
    assertThat(after).containsExactly(second, elsewhere);
    assertThat(messageStore().queued(session.id())).isEmpty();
  }

  @Test
  @DisplayName("M-01, M-02 what became of a message is stored and told once")
  default void whatBecameOfAMessageIsToldOnce() {
    SampleProject project = SampleProject.in(this);
    Session session = project.owned(project.stored("s"));
    Message first = messageStore().add(session, SampleMessages.text("one"));
    Message second = messageStore().add(session, SampleMessages.text("two"));

    messageStore().settle(session, first, MessageState.DELIVERED, Optional.empty());
    messageStore().settle(session, first, MessageState.DELIVERED, Optional.empty());
    messageStore().settle(session, second, MessageState.FAILED, Optional.of("its worker is gone"));
    messageStore().settle(session, second, MessageState.DELIVERED, Optional.empty());

    assertThat(messageStore().read(session.id(), 0, 10))
        .containsExactly(first.in(MessageState.DELIVERED), second.in(MessageState.FAILED));
    assertThat(project.changes(session).stream().skip(3))
        .containsExactly(
            new MessageMoved(
                first.worker(),
                first.id(),
                MessageRole.USER,
                MessageState.DELIVERED,
                Optional.empty()),
            new MessageMoved(
                second.worker(),
                second.id(),
                MessageRole.USER,
                MessageState.FAILED,
                Optional.of("its worker is gone")));
    assertThat(project.read(session).liveness().messageCount()).isEqualTo(2);
  }

  @Test
  @DisplayName("L-02, M-01 an owner that was replaced does not say what became of a message")
  default void aStaleOwnerSettlesNothing() {
    SampleProject project = SampleProject.in(this);
    Session owned = project.owned(project.stored("s"));
    Message message = messageStore().add(owned, SampleMessages.text("one"));
    project.owned(project.read(owned));

    assertThatThrownBy(
            () -> messageStore().settle(owned, message, MessageState.DELIVERED, Optional.empty()))
        .isInstanceOf(StaleFence.class);

    assertThat(messageStore().queued(owned.id())).containsExactly(message);
    assertThat(project.events(owned.id())).hasSize(2);
  }

  @Test
  @DisplayName("M-01 nothing becomes of a message whose session is gone")
  default void nothingBecomesOfAMessageWhoseSessionIsGone() {
    SampleProject project = SampleProject.in(this);
    Session unknown = project.session("unknown").build();
    Message message = SampleMessages.text("one").stored(unknown.id(), 1);

    assertThatThrownBy(
            () -> messageStore().settle(unknown, message, MessageState.DELIVERED, Optional.empty()))
        .isInstanceOf(NotFound.class);
  }
}
