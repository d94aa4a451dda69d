package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.World.DIRECTORY;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.SessionChange.SessionDesired;
import dev.agentsessions.event.SessionChange.SessionMoved;
import dev.agentsessions.session.Conditions;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.IllegalTransition;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerState;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StartSessionTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();
  private final SessionsInStates states = new SessionsInStates(world, host);

  @Test
  @DisplayName(
      "S-10 a session that was created at rest starts, and its state moves no more than so")
  void aSessionAtRestStarts() {
    Session created = states.in(SessionState.CREATED);

    Session started = start(created);

    assertThat(started.desired()).isEqualTo(Desired.RUNNING);
    assertThat(started.status()).isEqualTo(created.status());
    assertThat(started.revision().version()).isEqualTo(2);
    assertThat(world.changes(created.id())).last().isEqualTo(new SessionDesired(Desired.RUNNING));
    assertThat(host.settle(created.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  @ParameterizedTest(name = "S-10 {0}")
  @DisplayName("S-10 a session that rests goes back to Pending, and runs again")
  @EnumSource(names = {"STOPPED", "COMPLETED", "FAILED"})
  void aRestingSessionStarts(SessionState state) {
    Session resting = states.in(state);

    Session started = start(resting);

    assertThat(started.state()).isEqualTo(SessionState.CREATED);
    assertThat(started.desired()).isEqualTo(Desired.RUNNING);
    assertThat(started.status().reason()).isEmpty();
    assertThat(started.status().conditions()).isEqualTo(Conditions.NONE);
    assertThat(started.revision().generation()).isEqualTo(resting.revision().generation());
    assertThat(world.changes(resting.id()))
        .contains(
            new SessionMoved(state, SessionState.CREATED, Optional.empty(), Optional.empty()));
    Session again = host.settle(resting.id());
    assertThat(again.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(again.status().run().restartCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("S-10 a start brings back the workers, with their ids, as processes of a new epoch")
  void aStartBringsBackTheWorkers() {
    Session stopped = states.in(SessionState.STOPPED);
    Worker before = stopped.workers().getFirst();

    start(stopped);
    Worker after = host.settle(stopped.id()).workers().getFirst();

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.name()).isEqualTo(before.name());
    assertThat(after.createdAt()).isEqualTo(before.createdAt());
    assertThat(after.observed().state()).isEqualTo(WorkerState.RUNNING);
    assertThat(after.observed().epoch()).isEqualTo(before.observed().epoch() + 1);
  }

  @Test
  @DisplayName("S-10 a start advances the fence with the new owner")
  void aStartAdvancesTheFence() {
    Session stopped = states.in(SessionState.STOPPED);

    start(stopped);

    assertThat(host.settle(stopped.id()).ownership().fence())
        .isGreaterThan(stopped.ownership().fence());
  }

  @ParameterizedTest(name = "S-10 {0}")
  @DisplayName("S-10 elsewhere a start is refused with the phase, and nothing changes")
  @EnumSource(names = {"SPAWNING", "ACTIVE", "TERMINATING"})
  void elsewhereAStartIsRefused(SessionState state) {
    Session session = states.in(state);

    assertThatThrownBy(() -> start(session))
        .isInstanceOfSatisfying(
            IllegalTransition.class,
            refusal -> {
              assertThat(refusal.state()).isEqualTo(state);
              assertThat(refusal.event()).isEqualTo(LifecycleEvent.RESTART);
            })
        .hasMessageContaining(state.phase().toString());

    assertThat(world.read(session.id())).isEqualTo(session);
  }

  @Test
  @DisplayName("S-10 a session that is wanted to run already is refused while it is Pending")
  void aPendingSessionIsRefused() {
    Session created = sessions.create(ANN, DEFAULT, Requests.quick());

    assertThatThrownBy(() -> start(created))
        .isInstanceOf(IllegalTransition.class)
        .hasMessageContaining("Pending");
  }

  @ParameterizedTest(name = "S-10 {0}")
  @DisplayName("S-10 of two starts at once one wins, and the other hears the phase")
  @EnumSource(names = {"CREATED", "STOPPED", "FAILED"})
  void ofTwoStartsOneWins(SessionState state) throws Exception {
    Session resting = states.in(state);
    Callable<Optional<SessionException>> attempt =
        () -> {
          try {
            start(resting);
            return Optional.empty();
          } catch (SessionException refusal) {
            return Optional.of(refusal);
          }
        };

    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<SessionException> refusals =
          pool.invokeAll(Collections.nCopies(8, attempt)).stream()
              .map(Future::resultNow)
              .flatMap(Optional::stream)
              .toList();

      assertThat(refusals).hasSize(7).hasOnlyElementsOfType(IllegalTransition.class);
    }
    assertThat(world.read(resting.id()).revision().version())
        .isEqualTo(resting.revision().version() + 1);
  }

  @ParameterizedTest(name = "S-10 {0}")
  @DisplayName("S-10 a directory that is missing is refused with the phase and the reason")
  @EnumSource(names = {"CREATED", "STOPPED"})
  void aMissingDirectoryIsRefused(SessionState state) {
    Session resting = states.in(state);
    world.workspaces.removeDirectory(DIRECTORY);

    assertThatThrownBy(() -> start(resting))
        .isInstanceOfSatisfying(
            IllegalTransition.class, refusal -> assertThat(refusal.state()).isEqualTo(state))
        .hasMessageContaining(DIRECTORY.toString());

    assertThat(world.read(resting.id())).isEqualTo(resting);
  }

  @Test
  @DisplayName("S-10 a worktree that went away while its session rested is refused, not made anew")
  void aLostWorktreeIsRefused() {
    world.workspaces.addRepository("/srv/repo", "main");
    SessionSpec spec =
        SessionSpec.of(new WorktreeSession("/srv/repo", "topic", Optional.of("main")));
    Session created = sessions.create(ANN, DEFAULT, CreateSession.of(spec));
    host.settle(created.id());
    sessions.stop(ANN, DEFAULT, Requests.stop(created));
    Session resting = host.settle(created.id());
    world.workspaces.loseWorktree(created.id());

    assertThatThrownBy(() -> start(resting))
        .isInstanceOf(IllegalTransition.class)
        .hasMessageContaining(resting.status().run().directory().orElseThrow());

    assertThat(world.read(resting.id())).isEqualTo(resting);
  }

  @Test
  @DisplayName("S-10 a role that was taken meanwhile is refused, naming the holder")
  void aTakenRoleIsRefused() {
    Session first = sessions.create(ANN, DEFAULT, withRole("Reviewer"));
    host.settle(first.id());
    sessions.stop(ANN, DEFAULT, Requests.stop(first));
    Session resting = host.settle(first.id());
    Session holder = sessions.create(ANN, DEFAULT, withRole("Reviewer"));

    assertThatThrownBy(() -> start(resting))
        .isInstanceOfSatisfying(
            AlreadyExists.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo("role");
              assertThat(refusal.holder()).isEqualTo(holder.id().value());
            });

    assertThat(world.read(resting.id())).isEqualTo(resting);
  }

  private Session start(Session session) {
    return sessions.start(ANN, DEFAULT, Requests.start(session));
  }

  private static CreateSession withRole(String role) {
    CreateSession plain = Requests.quick();
    return new CreateSession(
        plain.naming(),
        plain.spec(),
        plain.labels(),
        plain.annotations(),
        plain.owner(),
        plain.parent(),
        Optional.of(role),
        plain.workers(),
        plain.start());
  }
}
