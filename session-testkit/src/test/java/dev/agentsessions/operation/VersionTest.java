package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.workspace.Retention;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of an operation when somebody else writes too. */
class VersionTest {
  /** What may be done with a session that runs. */
  enum Operation {
    PATCH,
    STOP,
    DELETE,
    ADD_WORKER,
    DELETE_WORKER,
    RESTART_WORKER,
    RESTART
  }

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();
  private final Session active = new SessionsInStates(world, host).in(SessionState.ACTIVE);

  @ParameterizedTest(name = "P-03 {0}")
  @DisplayName("P-03 a caller who read the present version is heard")
  @EnumSource
  void thePresentVersionIsHeard(Operation operation) {
    ask(operation, Requests.target(active, 1));

    assertThat(world.read(active.id()).revision().version()).isEqualTo(2);
  }

  @ParameterizedTest(name = "P-03 {0}")
  @DisplayName("P-03 a caller who read an older version is refused, and nothing changes")
  @EnumSource
  void anOlderVersionIsRefused(Operation operation) {
    noteByBob("1");
    Session before = world.read(active.id());

    assertThatThrownBy(() -> ask(operation, Requests.target(active, 1))).isInstanceOf(Stale.class);

    assertThat(world.read(active.id())).isEqualTo(before);
  }

  @ParameterizedTest(name = "P-03 {0}")
  @DisplayName("P-03 a caller who named a version is refused when somebody writes in between")
  @EnumSource
  void aWriteInBetweenRefusesTheNamedVersion(Operation operation) {
    world.store.beforeNextWrite(() -> noteByBob("1"));

    assertThatThrownBy(() -> ask(operation, Requests.target(active, 1))).isInstanceOf(Stale.class);

    assertThat(world.read(active.id()).metadata().labels()).isEqualTo(Map.of("bob", "1"));
    assertThat(world.read(active.id()).status()).isEqualTo(active.status());
  }

  @ParameterizedTest(name = "P-03 {0}")
  @DisplayName("P-03 a caller who named none is heard also when somebody writes in between")
  @EnumSource
  void aWriteInBetweenIsDecidedAnew(Operation operation) {
    world.store.beforeNextWrite(() -> noteByBob("1"));

    ask(operation, Requests.target(active));

    Session after = world.read(active.id());
    assertThat(after.revision().version()).isEqualTo(3);
    assertThat(after.metadata().labels()).containsEntry("bob", "1");
  }

  @ParameterizedTest(name = "P-03 {0}")
  @DisplayName("P-03 a caller who named a version is heard when only the owner writes in between")
  @EnumSource
  void anObservationInBetweenRefusesNobody(Operation operation) {
    world.runtime.processes().exit(Requests.ref(active, 0), 3);
    world.store.beforeNextWrite(() -> host.run(active.id()));

    ask(operation, Requests.target(active, 1));

    Session after = world.read(active.id());
    assertThat(after.revision().version()).isEqualTo(2);
    assertThat(after.status().version()).isGreaterThan(active.status().version());
  }

  @Test
  @DisplayName("P-03 an operation that somebody else made pointless in between is decided anew")
  void aPointlessOperationIsDecidedAnew() {
    world.store.beforeNextWrite(() -> ask(Operation.STOP, Requests.target(active)));

    Session stopping = ask(Operation.STOP, Requests.target(active));

    assertThat(stopping.state()).isEqualTo(SessionState.TERMINATING);
    assertThat(stopping.revision().version()).isEqualTo(2);
  }

  @Test
  @DisplayName("P-03 a caller who is always too late hears so in the end")
  void theRetriesEnd() {
    for (int tries = 0; tries < 100; tries++) {
      String value = String.valueOf(tries);
      // Bob's own write passes the store too, so each step is followed by an empty one.
      world.store.beforeNextWrite(() -> noteByBob(value));
      world.store.beforeNextWrite(() -> {});
    }

    assertThatThrownBy(() -> ask(Operation.PATCH, Requests.target(active)))
        .isInstanceOf(Stale.class);
  }

  @ParameterizedTest(name = "P-03 {0}")
  @DisplayName("P-03 what the owner observes moves no version and refuses nobody")
  @EnumSource
  void anObservationRefusesNobody(Operation operation) {
    world.runtime.processes().exit(Requests.ref(active, 0), 3);
    host.run(active.id());
    assertThat(world.read(active.id()).status().version()).isGreaterThan(active.status().version());

    ask(operation, Requests.target(active, 1));

    assertThat(world.read(active.id()).revision().version()).isEqualTo(2);
  }

  @Test
  @DisplayName("P-03 what the owner observes in between does not undo a stop")
  void anObservationInBetweenDoesNotUndoAStop() {
    world.runtime.processes().exit(Requests.ref(active, 0), 3);
    world.store.beforeNextWrite(() -> host.run(active.id()));

    ask(Operation.STOP, Requests.target(active));

    Session stopped = host.settle(active.id());
    assertThat(stopped.state()).isEqualTo(SessionState.STOPPED);
    assertThat(stopped.workers().getFirst().observed().exit()).isPresent();
  }

  private Session ask(Operation operation, Target target) {
    return switch (operation) {
      case PATCH -> sessions.patch(ANN, DEFAULT, new PatchSession(target, note("ann", "1")));
      case STOP -> sessions.stop(ANN, DEFAULT, new StopSession(target, Reason.USER));
      case DELETE -> sessions.delete(ANN, DEFAULT, new DeleteSession(target, Retention.KEEP));
      case ADD_WORKER -> sessions.addWorker(ANN, DEFAULT, new AddWorker(target, Requests.SHELL));
      case DELETE_WORKER ->
          sessions.deleteWorker(
              ANN, DEFAULT, new DeleteWorker(target, active.workers().getFirst().id()));
      case RESTART_WORKER ->
          sessions.restartWorker(
              ANN, DEFAULT, RestartWorker.of(target, active.workers().getFirst().id()));
      case RESTART -> sessions.restart(ANN, DEFAULT, RestartSession.of(target)).session();
    };
  }

  private void noteByBob(String value) {
    sessions.patch(
        Caller.of("bob"), DEFAULT, new PatchSession(Requests.target(active), note("bob", value)));
  }

  private static MetadataPatch note(String key, String value) {
    return new MetadataPatch(
        Optional.empty(), new MapPatch(false, Map.of(key, Optional.of(value))), MapPatch.NONE);
  }
}
