package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.event.SessionChange.GitTokenIssued;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.workspace.GitUrl;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link dev.agentsessions.event.AuditTrail} promises. */
public interface AuditTrailContract extends StorePorts {
  GitTokenIssued ISSUED =
      new GitTokenIssued(GitUrl.parse("https://example.org/a/b.git"), Optional.empty());

  @Test
  @DisplayName("M-02 what is noted is an event, and breaks no commit")
  default void aNoteIsAnEvent() {
    SampleProject project = SampleProject.in(this);
    Session read = project.stored("s");

    auditTrail().note(read, ISSUED);
    sessionStore().commit(SampleChanges.rename(read, "renamed"));
    auditTrail().note(read, ISSUED);

    assertThat(project.changes(read)).element(1).isEqualTo(ISSUED);
    assertThat(project.changes(read)).endsWith(ISSUED);
    assertThat(project.events(read.id()))
        .extracting(SessionEvent::seq)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(project.events()).extracting(SessionEvent::position).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  @DisplayName("M-02, S-08 nothing is noted of a session that is deleted, or gone")
  default void nothingIsNotedOfADeletedSession() {
    SampleProject project = SampleProject.in(this);
    Session deleted = sessionStore().commit(SampleChanges.delete(project.stored("s")));
    int events = project.events().size();

    assertThatThrownBy(() -> auditTrail().note(deleted, ISSUED)).isInstanceOf(NotFound.class);
    assertThat(project.events()).hasSize(events);

    sessionStore().commit(SampleChanges.move(deleted, LifecycleEvent.CLEAN));
    assertThatThrownBy(() -> auditTrail().note(deleted, ISSUED)).isInstanceOf(NotFound.class);
  }
}
