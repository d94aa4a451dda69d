package dev.agentsessions.testkit.store;

import static dev.agentsessions.session.LifecycleEvent.CLEAN;
import static dev.agentsessions.session.LifecycleEvent.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A role is one live session's at a time. */
public interface SessionRoleContract extends StorePorts {
  @Test
  @DisplayName("S-19 a live session's role is refused to others, naming the holder")
  default void aTakenRoleIsRefused() {
    SampleProject project = SampleProject.in(this);
    Session holder = project.stored(project.session("first").role("Reviewer"));

    project.assertNothingWritten(
        project.session("second").role("Reviewer").build(),
        second -> Taken.assertRefused("role", holder, () -> sessionStore().create(second)));
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
  @DisplayName("S-19 of concurrent creates with one role one wins, and the others name the winner")
  default void oneOfConcurrentCreatesGetsTheRole() throws Exception {
    SampleProject project = SampleProject.in(this);

    List<AlreadyExists> refused =
        Taken.refusals(
            16, number -> project.stored(project.session("s" + number).role("Reviewer")));

    assertThat(project.events()).hasSize(1);
    String winner = project.events().getFirst().session().value();
    assertThat(refused)
        .hasSize(15)
        .allSatisfy(refusal -> assertThat(refusal.field()).isEqualTo("role"))
        .allSatisfy(refusal -> assertThat(refusal.holder()).isEqualTo(winner));
  }

  @Test
  @DisplayName("S-19 a start finds its role taken meanwhile and is refused, naming the holder")
  default void aRoleTakenMeanwhileIsRefused() {
    SampleProject project = SampleProject.in(this);
    Session resting =
        project.stored(project.session("s").role("reviewer").in(SessionState.STOPPED));
    Session holder = project.stored(project.session("holder").role("reviewer"));
    int before = project.events().size();

    Taken.assertRefused(
        "role", holder, () -> sessionStore().commit(SampleChanges.restart(resting)));

    assertThat(project.read(resting)).isEqualTo(resting);
    assertThat(project.events()).hasSize(before);
  }

  @Test
  @DisplayName("S-19 of concurrent starts with one role one is written")
  default void oneOfConcurrentStartsGetsTheRole() throws Exception {
    SampleProject project = SampleProject.in(this);
    List<Session> resting = new ArrayList<>();
    for (int number = 0; number < 8; number++) {
      resting.add(
          project.stored(project.session("s" + number).role("reviewer").in(SessionState.STOPPED)));
    }

    List<AlreadyExists> refused =
        Taken.refusals(
            resting.size(),
            number -> sessionStore().commit(SampleChanges.restart(resting.get(number))));

    List<Session> live = resting.stream().map(project::read).filter(Session::holdsRole).toList();
    assertThat(live).hasSize(1);
    assertThat(refused)
        .hasSize(7)
        .allSatisfy(
            refusal -> assertThat(refusal.holder()).isEqualTo(live.getFirst().id().value()));
  }

  @Test
  @DisplayName("S-19 a session that comes to rest frees its role")
  default void restFreesTheRole() {
    SampleProject project = SampleProject.in(this);
    Session session = project.owned(project.stored(project.session("s").role("reviewer")));
    Session stopping = sessionStore().commit(SampleChanges.stop(session));
    sessionStore().commit(SampleChanges.move(stopping, STOP));

    Session next = project.stored(project.session("next").role("reviewer"));

    assertThat(sessionStore().find(next.id())).contains(next);
  }

  @Test
  @DisplayName("S-08 a deleted session keeps its role until it is live no longer")
  default void theRoleIsFreeWhenTheProcessesAreGone() {
    SampleProject project = SampleProject.in(this);
    Session session = project.stored(project.session("s").role("reviewer").in(SessionState.ACTIVE));
    Session deleted = sessionStore().commit(SampleChanges.delete(session));
    Taken.assertRefused(
        "role", session, () -> project.stored(project.session("early").role("reviewer")));

    sessionStore().commit(SampleChanges.move(deleted, CLEAN));

    Session next = project.stored(project.session("next").role("reviewer"));
    assertThat(sessionStore().find(next.id())).contains(next);
  }
}
