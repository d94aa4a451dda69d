package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.worker.Worker;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Creating: what is taken is refused, and then nothing is written. */
public interface SessionCreateContract extends StorePorts {
  @Test
  @DisplayName("S-01 a taken id is refused, naming the holder, and nothing is overwritten")
  default void aTakenIdIsRefused() {
    SampleProject project = SampleProject.in(this);
    Session holder = project.stored("first");
    Session second = new SampleSession(holder.id(), project.id(), "second").build();

    Taken.assertRefused("id", holder, () -> sessionStore().create(second));

    assertThat(sessionStore().find(holder.id())).contains(holder);
    assertThat(sessionStore().find(project.id(), second.identity().slug())).isEmpty();
    assertThat(project.changes(holder)).hasSize(1);
  }

  @Test
  @DisplayName("S-01 an id is taken in every project, also by a deleted session")
  default void aTakenIdIsRefusedInAnotherProject() {
    SampleProject project = SampleProject.in(this);
    Session holder = project.stored("first");
    sessionStore().commit(SampleChanges.delete(holder));
    SampleProject other = SampleProject.in(this);

    Taken.assertRefused(
        "id", holder, () -> other.stored(new SampleSession(holder.id(), other.id(), "second")));

    assertThat(other.events()).isEmpty();
  }

  @Test
  @DisplayName("S-01 a taken slug is refused, naming the holder, and nothing is written")
  default void aTakenSlugIsRefused() {
    SampleProject project = SampleProject.in(this);
    Session holder = project.stored("My Agent");

    project.assertNothingWritten(
        project.session("my agent").build(),
        second -> Taken.assertRefused("name", holder, () -> sessionStore().create(second)));
  }

  @Test
  @DisplayName("S-12 one slug in two projects is two sessions")
  default void oneSlugMayBeInTwoProjects() {
    SampleProject here = SampleProject.in(this);
    SampleProject there = SampleProject.in(this);

    Session mine = here.stored("same");
    Session yours = there.stored("same");

    assertThat(sessionStore().find(here.id(), mine.identity().slug())).contains(mine);
    assertThat(sessionStore().find(there.id(), yours.identity().slug())).contains(yours);
  }

  @Test
  @DisplayName("S-01 a taken worker id is refused, naming the session, and nothing is written")
  default void aTakenWorkerIdIsRefused() {
    SampleProject project = SampleProject.in(this);
    Worker taken = project.terminal("shell");
    Session holder = project.stored(project.session("first").with(taken));

    project.assertNothingWritten(
        project.session("second").with(project.terminal("other")).with(taken).build(),
        second -> Taken.assertRefused("worker", holder, () -> sessionStore().create(second)));
  }

  @Test
  @DisplayName("S-28 a session of an unknown project is not found and not stored")
  default void anUnknownProjectIsNotFound() {
    SampleProject project = SampleProject.in(this);
    ProjectId nowhere = new ProjectId("no-" + project.id());
    Session session = new SampleSession(project.sessionId(), nowhere, "lost").build();

    assertThatThrownBy(() -> sessionStore().create(session)).isInstanceOf(NotFound.class);

    assertThat(sessionStore().find(session.id())).isEmpty();
  }

  @Test
  @DisplayName("S-14 a child of a parent that is gone is not found and not stored")
  default void anUnknownParentIsNotFound() {
    SampleProject project = SampleProject.in(this);
    Session unknown = project.session("parent").build();
    Session child = project.session("child").childOf(unknown).build();

    assertThatThrownBy(() -> sessionStore().create(child)).isInstanceOf(NotFound.class);

    assertThat(sessionStore().find(child.id())).isEmpty();
    assertThat(project.events()).isEmpty();
  }

  @Test
  @DisplayName("S-01 1,000 concurrent creates give 1,000 sessions")
  default void concurrentCreatesAllSucceed() throws Exception {
    SampleProject project = SampleProject.in(this);

    List<Session> created =
        Crowd.run(
            1000,
            number ->
                () -> project.stored(project.session("s" + number).with(project.terminal("t"))));

    assertThat(created)
        .allSatisfy(session -> assertThat(sessionStore().find(session.id())).contains(session));
    assertThat(project.events())
        .extracting(SessionEvent::position)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 2000).boxed().toList());
  }

  @Test
  @DisplayName("S-01 of concurrent creates with one name one wins, and the others name the winner")
  default void oneOfConcurrentCreatesGetsTheName() throws Exception {
    SampleProject project = SampleProject.in(this);

    List<AlreadyExists> refused = Taken.refusals(1000, number -> project.stored("wanted"));

    Session winner =
        sessionStore()
            .find(project.id(), project.session("wanted").build().identity().slug())
            .orElseThrow();
    assertThat(refused)
        .hasSize(999)
        .allSatisfy(refusal -> assertThat(refusal.holder()).isEqualTo(winner.id().value()));
    assertThat(project.events()).hasSize(1);
  }
}
