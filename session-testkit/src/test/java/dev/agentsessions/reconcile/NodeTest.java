package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.SessionChange.SessionCleaned;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.operation.ForgetSession;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.WorkerRuntime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions whose machine is away, seen from another machine. */
class NodeTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final TestHost far = TestHost.elsewhere("far", world);

  @Test
  @DisplayName("L-12 without a live host on its node a session keeps its state and says why")
  void aSessionOfAnUnreachableNodeSaysSo() {
    Session active = in(SessionState.ACTIVE);

    leaveTheNode();
    far.run(active.id());

    Session left = world.read(active.id());
    assertThat(left.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(left.ownership()).isEqualTo(active.ownership());
    assertThat(left.workers()).isEqualTo(active.workers());
    assertThat(left.revision()).isEqualTo(active.revision());
    assertThat(unreachable(left).status()).isEqualTo(Condition.Status.TRUE);
    assertThat(unreachable(left).reason()).isEqualTo(Reason.NO_LIVE_HOST);
    assertThat(unreachable(left).message()).contains(World.NODE.value());
  }

  @Test
  @DisplayName("L-12 it is said once, however many hosts look however often")
  void itIsSaidOnce() {
    Session active = in(SessionState.ACTIVE);
    leaveTheNode();
    far.run(active.id());
    Session told = world.read(active.id());

    far.run(active.id());
    TestHost third = TestHost.elsewhere("third", world);
    third.keepHouse();
    leaveTheNode();
    third.run(active.id());

    assertThat(world.read(active.id())).isEqualTo(told);
  }

  @Test
  @DisplayName("L-12 a node with one live host is reachable, whatever became of its others")
  void aNodeWithALiveHostIsReachable() {
    TestHost second = TestHost.named("second", world);
    Session active = in(SessionState.ACTIVE);

    for (int interval = 0; interval < 10; interval++) {
      world.advance(Duration.ofSeconds(1));
      second.keepHouse();
      far.run(active.id());
    }

    assertThat(world.read(active.id())).isEqualTo(active);
  }

  @ParameterizedTest
  @EnumSource(names = {"SPAWNING", "ACTIVE", "TERMINATING"})
  @DisplayName("L-12 sessions come back with their node, and go on where they were")
  void theyComeBackWithTheNode(SessionState state) {
    Session session = in(state);
    leaveTheNode();
    far.run(session.id());

    TestHost.in(world).run(session.id());

    Session back = world.read(session.id());
    assertThat(unreachable(back).status()).isEqualTo(Condition.Status.FALSE);
    assertThat(back.state()).isEqualTo(state);
    assertThat(back.desired()).isEqualTo(session.desired());
    assertThat(back.ownership().fence()).isEqualTo(session.ownership().fence().next());
  }

  @Test
  @DisplayName("L-12 a host that was frozen and never replaced goes on with its sessions")
  void aFrozenHostGoesOn() {
    Session active = in(SessionState.ACTIVE);
    leaveTheNode();
    far.run(active.id());

    Session back = host.settle(active.id());

    assertThat(back.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(back.ownership()).isEqualTo(active.ownership());
    assertThat(unreachable(back).status()).isEqualTo(Condition.Status.FALSE);
    assertThat(world.runtime.processes().running()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATED", "SPAWNING", "ACTIVE", "TERMINATING", "STOPPED", "FAILED"})
  @DisplayName("L-12 an administrator may forget a session whose node is away, in every state")
  void aSessionMayBeForgotten(SessionState state) {
    Session session = in(state);
    leaveTheNode();
    far.run(session.id());

    world.runtime.processes().running().stream()
        .map(FakeProcess::worker)
        .forEach(worker -> world.runtime.processes().kill(worker, 9));
    Session before = world.read(session.id());
    Session was = far.sessions().forget(ANN, DEFAULT, forget(session));
    far.settleGone(session.id());

    assertThat(was).isEqualTo(before);
    assertThat(world.changes(session.id())).last().isInstanceOf(SessionCleaned.class);
  }

  @Test
  @DisplayName("L-12 what one host has seen to be away may be forgotten at every host")
  void whatOneHostHasSeenHoldsForAll() {
    Session active = in(SessionState.ACTIVE);
    TestHost asked = TestHost.elsewhere("asked", world);
    leaveTheNode();
    far.run(active.id());

    asked.sessions().forget(ANN, DEFAULT, forget(world.read(active.id())));

    far.settleGone(active.id());
  }

  @Test
  @DisplayName("L-12 also one that was deleted while its node was away may be forgotten, by its id")
  void aDeletedSessionMayBeForgotten() {
    Session active = in(SessionState.ACTIVE);
    leaveTheNode();
    far.sessions().delete(ANN, DEFAULT, Requests.delete(active));
    far.run(active.id());
    assertThat(world.store.find(active.id())).isPresent();

    far.sessions().forget(ANN, DEFAULT, forget(active));

    far.settleGone(active.id());
  }

  @Test
  @DisplayName("L-12 what is forgotten is ended by whoever is there, also after a crash in between")
  void whoeverIsThereEndsIt() throws InterruptedException {
    Session active = in(SessionState.ACTIVE);
    leaveTheNode();
    far.sessions().forget(ANN, DEFAULT, forget(active));

    TestHost third = TestHost.elsewhere("third", world);
    third.keepHouse();
    for (int interval = 0; interval < 3; interval++) {
      world.advance(HostConfig.DEFAULT_TTL.dividedBy(3));
      third.get(Housekeeping.class).run();
    }

    assertThat(third.get(DueSessions.class).take(Duration.ZERO)).contains(active.id());
    third.settleGone(active.id());
  }

  @Test
  @DisplayName("L-12 the processes of a forgotten session end when their host wakes up")
  void itsProcessesEndWhenTheirHostWakesUp() {
    TestHost here = TestHost.in(world, ownRuntime(world.runtime));
    TestHost there =
        TestHost.elsewhere("there", world, ownRuntime(new FakeWorkerRuntime(world.output)));
    Session active =
        here.settle(here.sessions().create(ANN, DEFAULT, Requests.in("own", Requests.SHELL)).id());
    leaveTheNode(there);
    there.sessions().forget(ANN, DEFAULT, forget(active));
    there.settleGone(active.id());
    assertThat(world.runtime.processes().running()).as("nobody else's to end").hasSize(1);

    here.settleGone(active.id());

    assertThat(world.runtime.processes().running()).isEmpty();
    assertThat(world.runtime.processes().kept()).isEmpty();
  }

  @Test
  @DisplayName(
      "L-12 a session whose node has a live host is not forgotten, and the way out is told")
  void aReachableSessionIsNotForgotten() {
    Session active = in(SessionState.ACTIVE);

    assertThatThrownBy(() -> far.sessions().forget(ANN, DEFAULT, forget(active)))
        .isInstanceOf(SessionException.WrongPhase.class)
        .hasMessageContaining("delete it instead");

    assertThat(world.read(active.id())).isEqualTo(active);
  }

  @Test
  @DisplayName("L-12 what waits for an unreachable node says so when it is wanted")
  void whatIsWantedThereSaysSo() {
    Session stopped = in(SessionState.STOPPED);
    leaveTheNode();

    far.sessions().start(ANN, DEFAULT, Requests.start(stopped));
    far.run(stopped.id());

    Session waiting = world.read(stopped.id());
    assertThat(waiting.state()).isEqualTo(SessionState.CREATED);
    assertThat(unreachable(waiting).status()).isEqualTo(Condition.Status.TRUE);
  }

  private Session in(SessionState state) {
    return new SessionsInStates(world, host).in(state);
  }

  /** The far host looks at every interval, the one here does nothing until it is dead. */
  private void leaveTheNode() {
    leaveTheNode(far);
  }

  private void leaveTheNode(TestHost watching) {
    watching.keepHouse();
    for (int interval = 0; interval < 3; interval++) {
      world.advance(HostConfig.DEFAULT_TTL.dividedBy(3));
      watching.keepHouse();
    }
  }

  /** A machine's processes are its own. */
  private Module ownRuntime(WorkerRuntime workers) {
    return binder ->
        MapBinder.newMapBinder(binder, String.class, SessionRuntime.class)
            .addBinding("own")
            .toInstance(new SessionRuntime(world.environments, workers, Optional.empty()));
  }

  private static ForgetSession forget(Session session) {
    return new ForgetSession(Requests.target(session));
  }

  private static Condition unreachable(Session session) {
    return session.status().conditions().find(Condition.NODE_UNREACHABLE).orElseThrow();
  }
}
