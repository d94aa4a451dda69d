package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Worker;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
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

    assertRefused(second, "id", holder);

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

    assertRefused(new SampleSession(holder.id(), other.id(), "second").build(), "id", holder);

    assertThat(other.events()).isEmpty();
  }

  @Test
  @DisplayName("S-01 a taken slug is refused, naming the holder, and nothing is written")
  default void aTakenSlugIsRefused() {
    SampleProject project = SampleProject.in(this);
    Session holder = project.stored("My Agent");

    assertWritesNothing(project, project.session("my agent").build(), "name", holder);
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
  @DisplayName("S-19 a live session's role is refused to others, naming the holder")
  default void aTakenRoleIsRefused() {
    SampleProject project = SampleProject.in(this);
    Session holder = project.stored(project.session("first").role("Reviewer"));

    assertWritesNothing(
        project, project.session("second").role("Reviewer").build(), "role", holder);
  }

  @Test
  @DisplayName("S-19 a role is compared exactly, within its project, and only among the live")
  default void aRoleIsFreeElsewhere() {
    SampleProject project = SampleProject.in(this);
    project.stored(project.session("live").role("reviewer"));
    project.stored(project.session("resting").role("builder").in(SessionState.STOPPED));
    SampleProject other = SampleProject.in(this);

    Session inOtherCase = project.stored(project.session("case").role("Reviewer"));
    Session elsewhere = other.stored(other.session("live").role("reviewer"));
    Session ofTheResting = project.stored(project.session("next").role("builder"));
    Session restingToo =
        project.stored(project.session("rests").role("reviewer").in(SessionState.FAILED));

    assertThat(List.of(inOtherCase, elsewhere, ofTheResting, restingToo))
        .allSatisfy(session -> assertThat(sessionStore().find(session.id())).contains(session));
  }

  @Test
  @DisplayName("S-01 a taken worker id is refused, naming the session, and nothing is written")
  default void aTakenWorkerIdIsRefused() {
    SampleProject project = SampleProject.in(this);
    Worker taken = project.terminal("shell");
    Session holder = project.stored(project.session("first").with(taken));

    assertWritesNothing(
        project,
        project.session("second").with(project.terminal("other")).with(taken).build(),
        "worker",
        holder);
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

    List<AlreadyExists> refused = refusals(16, number -> project.session("wanted").build());

    Session winner =
        sessionStore()
            .find(project.id(), project.session("wanted").build().identity().slug())
            .orElseThrow();
    assertThat(refused)
        .hasSize(15)
        .allSatisfy(refusal -> assertThat(refusal.holder()).isEqualTo(winner.id().value()));
    assertThat(project.events()).hasSize(1);
  }

  @Test
  @DisplayName("S-19 of concurrent creates with one role one wins, and the others name the winner")
  default void oneOfConcurrentCreatesGetsTheRole() throws Exception {
    SampleProject project = SampleProject.in(this);

    List<AlreadyExists> refused =
        refusals(16, number -> project.session("s" + number).role("Reviewer").build());

    assertThat(project.events()).hasSize(1);
    String winner = project.events().getFirst().session().value();
    assertThat(refused)
        .hasSize(15)
        .allSatisfy(refusal -> assertThat(refusal.field()).isEqualTo("role"))
        .allSatisfy(refusal -> assertThat(refusal.holder()).isEqualTo(winner));
  }

  private List<AlreadyExists> refusals(int count, IntFunction<Session> session) throws Exception {
    return Crowd.run(
            count,
            number ->
                () -> {
                  try {
                    sessionStore().create(session.apply(number));
                    return null;
                  } catch (AlreadyExists refusal) {
                    return refusal;
                  }
                })
        .stream()
        .filter(Objects::nonNull)
        .toList();
  }

  private void assertWritesNothing(
      SampleProject project, Session session, String field, Session holder) {
    int before = project.events().size();

    assertRefused(session, field, holder);

    assertThat(sessionStore().find(session.id())).isEmpty();
    assertThat(sessionStore().page(Listing.of(project)).items()).containsExactly(holder);
    assertThat(sessionStore().find(project.id(), holder.identity().slug())).contains(holder);
    assertThat(project.events()).hasSize(before);
    assertThat(project.events(session.id())).isEmpty();
  }

  private void assertRefused(Session session, String field, Session holder) {
    AlreadyExists refusal =
        assertThat(catchThrowable(() -> sessionStore().create(session)))
            .asInstanceOf(type(AlreadyExists.class))
            .actual();
    assertThat(refusal.field()).isEqualTo(field);
    assertThat(refusal.holder()).isEqualTo(holder.id().value());
  }
}
