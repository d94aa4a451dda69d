package dev.agentsessions.testkit.store;

import static dev.agentsessions.session.LifecycleEvent.CLEAN;
import static dev.agentsessions.session.LifecycleEvent.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.host.Host;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Finding the sessions that need an owner. */
public interface SessionOwnerContract extends StorePorts {
  int MANY = 10_000;

  @Test
  @DisplayName("L-01 exactly the sessions that need an owner are found")
  default void findsWhatNeedsAnOwner() {
    SampleProject project = SampleProject.in(this);
    List<SessionId> expected = new ArrayList<>();
    for (SessionState state : SessionState.values()) {
      for (Desired desired : Desired.values()) {
        if (state != SessionState.CLEANED) {
          Session session =
              project.stored(project.session(state + "-" + desired).in(state).desired(desired));
          if (session.needsOwner()) {
            expected.add(session.id());
          }
        }
      }
    }

    assertThat(sessionStore().needingOwner(Optional.empty(), project.node(), MANY))
        .filteredOn(id -> isOf(project, id))
        .containsExactlyElementsOf(expected);
  }

  @Test
  @DisplayName("L-01 a session is found while it needs an owner, and no longer")
  default void followsTheSession() {
    SampleProject project = SampleProject.in(this);
    Session resting =
        project.stored(project.session("s").in(SessionState.STOPPED).desired(Desired.STOPPED));
    assertThat(ownerless(project)).isEmpty();

    Session wanted = sessionStore().commit(SampleChanges.restart(resting));
    assertThat(ownerless(project)).containsExactly(resting.id());

    Host host = project.host();
    Session owned = hosts().takeOver(wanted, host.id());
    assertThat(ownerless(project)).isEmpty();
    assertThat(sessionStore().needingOwner(Optional.of(host.id()), project.node(), 10))
        .containsExactly(resting.id());

    sessionStore().commit(SampleChanges.leave(owned));
    assertThat(ownerless(project)).containsExactly(resting.id());
    assertThat(sessionStore().needingOwner(Optional.of(host.id()), project.node(), 10)).isEmpty();
  }

  @Test
  @DisplayName("W-01 a resting session with a worker to delete needs an owner until it is gone")
  default void aWorkerToDeleteNeedsAnOwner() {
    SampleProject project = SampleProject.in(this);
    Worker shell = project.terminal("shell");
    Session resting =
        project.stored(
            project
                .session("s")
                .in(SessionState.STOPPED)
                .desired(Desired.STOPPED)
                .with(shell)
                .with(project.terminal("other")));

    Session unwanted = sessionStore().commit(delete(resting, shell));
    assertThat(ownerless(project)).containsExactly(resting.id());

    sessionStore().commit(SampleChanges.withoutWorker(unwanted, shell.id()));
    assertThat(ownerless(project)).isEmpty();
  }

  @Test
  @DisplayName("L-01 a session that rests before its owner knows of a wish still needs an owner")
  default void aWishMeanwhileNeedsAnOwner() {
    SampleProject project = SampleProject.in(this);
    Worker shell = project.terminal("shell");
    Session read =
        project.stored(
            project.session("s").in(SessionState.TERMINATING).desired(Desired.STOPPED).with(shell));
    sessionStore().commit(delete(read, shell));

    sessionStore().commit(SampleChanges.move(read, STOP));

    assertThat(project.read(read).needsOwner()).isTrue();
    assertThat(ownerless(project)).containsExactly(read.id());
  }

  @Test
  @DisplayName("S-08 a deleted session needs an owner until it is cleaned")
  default void aDeletedSessionNeedsAnOwner() {
    SampleProject project = SampleProject.in(this);
    Session resting =
        project.stored(project.session("s").in(SessionState.STOPPED).desired(Desired.STOPPED));

    Session deleted = sessionStore().commit(SampleChanges.delete(resting));
    assertThat(ownerless(project)).containsExactly(resting.id());

    sessionStore().commit(SampleChanges.move(deleted, CLEAN));
    assertThat(ownerless(project)).isEmpty();
  }

  @Test
  @DisplayName("L-02 sessions are found by the owner they have")
  default void findsByOwner() {
    SampleProject project = SampleProject.in(this);
    Host one = project.host();
    Host two = project.host();
    Session first = hosts().takeOver(project.stored("first"), one.id());
    Session second = hosts().takeOver(project.stored("second"), two.id());
    Session nobodys = project.stored("third");

    assertThat(sessionStore().needingOwner(Optional.of(one.id()), project.node(), 10))
        .containsExactly(first.id());
    assertThat(sessionStore().needingOwner(Optional.of(two.id()), project.node(), 10))
        .containsExactly(second.id());
    assertThat(ownerless(project)).containsExactly(nobodys.id());
  }

  @Test
  @DisplayName("L-12 sessions at home on another node are not found, those at home anywhere are")
  default void findsByNode() {
    SampleProject project = SampleProject.in(this);
    Session here = project.stored("here");
    Session elsewhere =
        project.stored(project.session("there").on(new NodeId("x-" + project.node())));
    Session anywhere =
        project.stored(new SampleSession(project.sessionId(), project.id(), "anywhere"));

    assertThat(sessionStore().needingOwner(Optional.empty(), project.node(), MANY))
        .contains(here.id(), anywhere.id())
        .doesNotContain(elsewhere.id());
  }

  @Test
  @DisplayName("L-01 the oldest come first, as many as asked for")
  default void theOldestComeFirst() {
    SampleProject project = SampleProject.in(this);
    Host host = project.host();
    List<Session> newestFirst =
        IntStream.range(0, 5)
            .mapToObj(
                number ->
                    project.stored(
                        project.session("s" + number).at(SampleSession.NOON.minusSeconds(number))))
            .map(session -> hosts().takeOver(session, host.id()))
            .toList();

    assertThat(sessionStore().needingOwner(Optional.of(host.id()), project.node(), 3))
        .containsExactlyElementsOf(
            newestFirst.reversed().subList(0, 3).stream().map(Session::id).toList());
  }

  private static Intent delete(Session read, Worker worker) {
    return SampleChanges.workers(
        read, read.withWorker(worker.id(), found -> found.wanting(Goal.DELETE)).workers());
  }

  private List<SessionId> ownerless(SampleProject project) {
    return sessionStore().needingOwner(Optional.empty(), project.node(), MANY).stream()
        .filter(id -> isOf(project, id))
        .toList();
  }

  private boolean isOf(SampleProject project, SessionId id) {
    return sessionStore()
        .find(id)
        .filter(session -> session.identity().project().equals(project.id()))
        .isPresent();
  }
}
