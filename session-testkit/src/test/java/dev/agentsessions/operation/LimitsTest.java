package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.project.ProjectLimits;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionState;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();

  @Test
  @DisplayName("S-20 one live session too many is refused by the limit's name, and not stored")
  void oneSessionTooMany() {
    limit(OptionalInt.of(2), OptionalInt.empty());
    host.settle(sessions.create(ANN, DEFAULT, Requests.quick()).id());
    sessions.create(ANN, DEFAULT, Requests.quick());

    assertRefused("liveSessions", () -> sessions.create(ANN, DEFAULT, Requests.quick()));

    assertThat(sessions.count(ANN, DEFAULT, SessionFilter.ALL)).isEqualTo(2);
  }

  @Test
  @DisplayName("S-20 a session that rests makes room, and waits for room to start again")
  void aRestingSessionMakesRoom() {
    limit(OptionalInt.of(1), OptionalInt.empty());
    Session first = host.settle(sessions.create(ANN, DEFAULT, Requests.quick()).id());
    sessions.stop(ANN, DEFAULT, Requests.stop(first));
    Session stopped = host.settle(first.id());

    Session second = host.settle(sessions.create(ANN, DEFAULT, Requests.quick()).id());

    assertRefused("liveSessions", () -> sessions.start(ANN, DEFAULT, Requests.start(stopped)));
    assertThat(world.read(first.id())).isEqualTo(stopped);
    sessions.stop(ANN, DEFAULT, Requests.stop(second));
    host.settle(second.id());
    sessions.start(ANN, DEFAULT, Requests.start(stopped));
    assertThat(host.settle(first.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  @DisplayName("S-20 one worker too many is refused at create and later")
  void oneWorkerTooMany() {
    limit(OptionalInt.empty(), OptionalInt.of(1));
    assertRefused(
        "workersPerSession",
        () -> sessions.create(ANN, DEFAULT, Requests.quick(Requests.SHELL, Requests.SHELL)));
    Session session =
        host.settle(sessions.create(ANN, DEFAULT, Requests.quick(Requests.SHELL)).id());

    assertRefused(
        "workersPerSession",
        () ->
            sessions.addWorker(
                ANN, DEFAULT, new AddWorker(Requests.target(session), Requests.AGENT)));

    assertThat(world.read(session.id())).isEqualTo(session);
  }

  @Test
  @DisplayName("S-20 a limit that is lowered ends nothing")
  void aLoweredLimitEndsNothing() {
    Session session = host.settle(sessions.create(ANN, DEFAULT, Requests.quick()).id());

    limit(OptionalInt.of(0), OptionalInt.empty());

    assertThat(host.settle(session.id()).state()).isEqualTo(SessionState.ACTIVE);
    assertRefused("liveSessions", () -> sessions.create(ANN, DEFAULT, Requests.quick()));
  }

  @Test
  @DisplayName("S-20 once output takes the room there is nothing more starts, and nothing is cut")
  void outputTakesTheRoomThereIs() {
    Session first = host.settle(sessions.create(ANN, DEFAULT, Requests.quick(Requests.SHELL)).id());
    Session stopped = host.settle(sessions.create(ANN, DEFAULT, Requests.quick()).id());
    sessions.stop(ANN, DEFAULT, Requests.stop(stopped));
    host.settle(stopped.id());
    limit(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.of(100));
    world.output.append(Requests.ref(first, 0), ByteBuffer.allocate(99));
    Session fits = sessions.create(ANN, DEFAULT, Requests.quick());

    world.output.append(Requests.ref(first, 0), ByteBuffer.allocate(1));

    assertRefused("outputBytes", () -> sessions.create(ANN, DEFAULT, Requests.quick()));
    assertRefused("outputBytes", () -> sessions.start(ANN, DEFAULT, Requests.start(stopped)));
    assertRefused(
        "outputBytes",
        () ->
            sessions.addWorker(
                ANN, DEFAULT, new AddWorker(Requests.target(first), Requests.SHELL)));
    assertThat(host.settle(fits.id()).state()).isEqualTo(SessionState.ACTIVE);
    world.output.append(Requests.ref(first, 0), ByteBuffer.allocate(50));
    assertThat(host.settle(first.id()).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(world.output.kept(Requests.ref(first, 0))).isEqualTo(150);
  }

  @Test
  @DisplayName("S-20 a session that is deleted gives its output's room back")
  void aDeletedSessionGivesItsRoomBack() {
    Session first = host.settle(sessions.create(ANN, DEFAULT, Requests.quick(Requests.SHELL)).id());
    world.output.append(Requests.ref(first, 0), ByteBuffer.allocate(1000));
    limit(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.of(1000));
    assertRefused("outputBytes", () -> sessions.create(ANN, DEFAULT, Requests.quick()));

    sessions.delete(ANN, DEFAULT, Requests.delete(first));
    host.settleGone(first.id());

    assertThat(sessions.create(ANN, DEFAULT, Requests.quick()).state())
        .isEqualTo(SessionState.CREATED);
  }

  private void limit(OptionalInt liveSessions, OptionalInt workers) {
    limit(liveSessions, workers, OptionalLong.empty());
  }

  private void limit(OptionalInt liveSessions, OptionalInt workers, OptionalLong outputBytes) {
    host.projects()
        .change(
            ANN,
            DEFAULT,
            ProjectSettings.NONE.withLimits(new ProjectLimits(liveSessions, workers, outputBytes)));
  }

  private static void assertRefused(String limit, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LimitReached.class, refusal -> assertThat(refusal.limit()).isEqualTo(limit));
  }
}
