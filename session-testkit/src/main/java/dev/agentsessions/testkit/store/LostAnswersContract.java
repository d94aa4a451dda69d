package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.message.Message;
import dev.agentsessions.message.NewMessage;
import dev.agentsessions.result.RunReport;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.OutcomeUnknown;
import dev.agentsessions.session.SessionException.Unavailable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a store on a database that can be lost inside a commit promises: it reads back, and says
 * what happened, or that nothing did.
 */
public interface LostAnswersContract extends StorePorts {
  /** The ports' connections are over these. */
  LostAnswers lostAnswers();

  @Test
  @DisplayName("M-01, P-03 a message whose commit was lost after all is answered, and there once")
  default void aMessageThatWasStoredIsAnswered() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    NewMessage message = SampleMessages.text("hello");

    lostAnswers().loseAfterTheNextCommit();
    Message added = messageStore().add(session, message);

    assertThat(messageStore().read(session.id(), 0, 10)).containsExactly(added);
    assertThat(added.id()).isEqualTo(message.id());
    assertThat(project.events(session.id())).hasSize(2);
  }

  @Test
  @DisplayName(
      "M-01, P-03 a message whose commit came to nothing is refused, and may be said again")
  default void aMessageThatWasNotStoredIsRefused() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");
    NewMessage message = SampleMessages.known("ada", "1", "hello");

    lostAnswers().loseBeforeTheNextCommit();
    assertThatThrownBy(() -> messageStore().add(session, message)).isInstanceOf(Unavailable.class);

    assertThat(messageStore().read(session.id(), 0, 10)).isEmpty();
    Message again = messageStore().add(session, message);
    assertThat(messageStore().read(session.id(), 0, 10)).containsExactly(again);
  }

  @Test
  @DisplayName("M-01, P-03 a message that repeats another is answered with that, whatever is lost")
  default void aRepeatedMessageIsAnswered() {
    Session session = SampleProject.in(this).stored("s");
    Message first = messageStore().add(session, SampleMessages.known("ada", "1", "hello"));

    lostAnswers().loseAfterTheNextCommit();
    Message again = messageStore().add(session, SampleMessages.known("ada", "1", "hello"));

    assertThat(again).isEqualTo(first);
  }

  @Test
  @DisplayName("S-15, P-03 a report whose commit was lost after all is kept, one before it is not")
  default void aReportIsReadBack() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    lostAnswers().loseBeforeTheNextCommit();
    assertThatThrownBy(() -> reportStore().put(session, SampleReports.FULL))
        .isInstanceOf(Unavailable.class);
    assertThat(reportStore().find(session)).isEmpty();

    lostAnswers().loseAfterTheNextCommit();
    reportStore().put(session, SampleReports.FULL);
    assertThat(reportStore().find(session)).contains(SampleReports.FULL);
    assertThat(project.events(session.id())).hasSize(2);
  }

  @Test
  @DisplayName("S-15, P-03 beside another report nobody can tell what became of one")
  default void besideAnotherReportNobodyKnows() {
    Session session = SampleProject.in(this).stored("s");
    reportStore().put(session, SampleReports.FULL);

    lostAnswers().loseBeforeTheNextCommit();

    assertThatThrownBy(() -> reportStore().put(session, RunReport.NOTHING))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(reportStore().find(session)).contains(SampleReports.FULL);
  }

  @Test
  @DisplayName("S-01, P-03 a session whose commit was lost, before or after, is created once")
  default void aCreateIsSettled() {
    SampleProject project = SampleProject.in(this);

    lostAnswers().loseAfterTheNextCommit();
    Session kept = project.stored("kept");
    lostAnswers().loseBeforeTheNextCommit();
    Session again = project.stored("again");

    assertThat(project.read(kept)).isEqualTo(kept);
    assertThat(project.read(again)).isEqualTo(again);
    assertThat(project.events(kept.id())).hasSize(1);
    assertThat(project.events(again.id())).hasSize(1);
  }

  @Test
  @DisplayName("P-03 a change whose commit came to nothing is refused, and may be made again")
  default void aChangeThatWasNotStoredIsRefused() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored("s");

    lostAnswers().loseBeforeTheNextCommit();
    assertThatThrownBy(() -> sessionStore().commit(SampleChanges.rename(session, "new")))
        .isInstanceOf(Unavailable.class);
    assertThat(project.read(session)).isEqualTo(session);

    lostAnswers().loseAfterTheNextCommit();
    assertThatThrownBy(() -> sessionStore().commit(SampleChanges.rename(session, "new")))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(project.read(session).metadata().displayName()).isEqualTo("new");
  }
}
