package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerRuntime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One owner at a time, whoever else is there. */
class OwnershipTest {
  private static final Duration TTL = HostConfig.DEFAULT_TTL;
  private static final HostId MINE = new HostId("main");
  private static final HostId OTHER = new HostId("other");
  private final World world = new World();
  private final Queue<Runnable> duringCalls = new ArrayDeque<>();
  private final TestHost host = TestHost.in(world, runtime(interrupted()));
  private final TestHost other = TestHost.named("other", world, runtime(world.runtime));

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  @DisplayName("L-02 clocks that jump by an hour make nobody an owner, and keep nobody from it")
  void aClockThatJumpsChangesNothing(int hours) {
    Session active = active();
    host.keepHouse();
    other.keepHouse();

    world.clock.advance(Duration.ofHours(hours));
    other.keepHouse();
    other.pass(active.id());
    assertThat(world.read(active.id()).ownership()).isEqualTo(active.ownership());

    for (int interval = 0; interval < 4; interval++) {
      other.ticker.advance(TTL.dividedBy(3));
      world.clock.advance(Duration.ofHours(-hours));
      other.keepHouse();
    }
    other.settle(active.id());
    assertThat(world.read(active.id()).ownership().owner()).contains(OTHER);
  }

  @Test
  @DisplayName("L-02 a restarted host takes its own back at once, and the processes go on")
  void aRestartedHostTakesItsOwnBackAtOnce() {
    Session active = active();

    TestHost again = TestHost.in(world, runtime(world.runtime));
    Session taken = again.settle(active.id());

    assertThat(taken.ownership().owner()).contains(MINE);
    assertThat(taken.ownership().fence()).isEqualTo(active.ownership().fence().next());
    assertThat(taken.workers())
        .extracting(Worker::observed)
        .containsOnly(WorkerObserved.running(1));
    assertThat(world.runtime.processes().running()).hasSize(1);
  }

  @Test
  @DisplayName("W-09 an exit while the owner is away is kept for the next one, with its code")
  void anExitIsKeptForTheNextOwner() {
    Session active = active();

    world.runtime.processes().exit(Requests.ref(active, 0), 3);
    Session taken = TestHost.in(world, runtime(world.runtime)).settle(active.id());

    assertThat(taken.workers())
        .extracting(Worker::observed)
        .containsExactly(WorkerObserved.ended(1, WorkerExit.code(3, Cause.UNEXPECTED)));
    assertThat(world.runtime.processes().kept()).isEmpty();
  }

  @Test
  @DisplayName("L-02 a session of a host that lives is nobody else's")
  void aSessionOfALivingHostIsNobodyElses() {
    Session active = active();

    for (int second = 0; second < 10; second++) {
      world.advance(Duration.ofSeconds(1));
      host.keepHouse();
      assertThat(other.pass(active.id())).isEqualTo(NextLook.NEVER);
    }

    assertThat(world.read(active.id())).isEqualTo(active);
  }

  @Test
  @DisplayName("L-02 a dead owner is replaced when its ttl is over, and the processes go on")
  void aDeadOwnerIsReplaced() {
    Session active = active();
    other.keepHouse();

    waitFor(TTL.minusMillis(10));
    assertThat(other.pass(active.id())).isEqualTo(NextLook.NEVER);
    waitFor(Duration.ofMillis(10));
    Session taken = other.settle(active.id());

    assertThat(taken.ownership().owner()).contains(OTHER);
    assertThat(taken.ownership().fence()).isEqualTo(active.ownership().fence().next());
    assertThat(taken.workers())
        .extracting(Worker::observed)
        .containsOnly(WorkerObserved.running(1));
    assertThat(world.runtime.processes().running()).hasSize(1);
  }

  @ParameterizedTest(name = "L-01 {0}")
  @DisplayName("L-01 whatever its owner was about when it died, the next one brings it to its end")
  @EnumSource(names = {"SPAWNING", "ACTIVE", "TERMINATING"})
  void theNextOwnerGoesOn(SessionState state) {
    Session session = new SessionsInStates(world, host).in(state);
    other.keepHouse();
    waitFor(TTL);
    host.sessions().stop(ANN, DEFAULT, Requests.stop(session));
    world.runtime.processes().running().stream()
        .map(FakeProcess::worker)
        .forEach(worker -> world.runtime.processes().kill(worker, 9));

    Session stopped = other.settle(session.id());

    assertThat(stopped.state()).isEqualTo(SessionState.STOPPED);
    assertThat(stopped.ownership().owner()).isEmpty();
    assertThat(world.runtime.processes().kept()).isEmpty();
    assertThat(world.remote.existing()).isEmpty();
  }

  @Test
  @DisplayName("L-02 an owner that was replaced while it was frozen does nothing any more")
  void aFrozenOwnerDoesNothing() {
    Session active = active();
    replaceTheOwner(active.id());
    Session taken = world.read(active.id());
    int done = world.runtime.mutations().size();

    assertThat(host.get(Reconciler.class).pass(active.id()))
        .as("its lease is over")
        .isEqualTo(NextLook.in(ReconcilerConfig.DEFAULT.soon()));
    assertThat(host.pass(active.id())).as("its lease is renewed").isEqualTo(NextLook.NEVER);

    assertThat(world.read(active.id())).isEqualTo(taken);
    assertThat(world.runtime.mutations()).hasSize(done);
  }

  @Test
  @DisplayName("L-02 an owner that is replaced in the middle of a pass is refused by the runtime")
  void anOwnerReplacedInAPassIsRefusedByTheRuntime() {
    Session active = active();
    int done = world.runtime.mutations().size();
    duringCalls.add(() -> replaceTheOwner(active.id()));

    NextLook next = host.get(Reconciler.class).pass(active.id());

    assertThat(next).isEqualTo(NextLook.NEVER);
    assertThat(world.read(active.id()).ownership().owner()).contains(OTHER);
    assertThat(world.runtime.mutations())
        .hasSize(done + 1)
        .last()
        .extracting("what")
        .isEqualTo("adopt");
  }

  @Test
  @DisplayName("L-02 an owner that is replaced after it looked is refused by the store")
  void anOwnerReplacedAfterItLookedIsRefusedByTheStore() {
    Session active = active();
    world.runtime.processes().exit(Requests.ref(active, 0), 3);
    duringCalls.add(() -> {});
    duringCalls.add(() -> replaceTheOwner(active.id()));

    assertThat(host.get(Reconciler.class).pass(active.id())).isEqualTo(NextLook.NEVER);

    Session taken = world.read(active.id());
    assertThat(taken.ownership().owner()).contains(OTHER);
    assertThat(
            world.changes(active.id()).stream()
                .filter(change -> change.type().equals("worker.moved")))
        .as("started and exited, each once")
        .hasSize(2);
  }

  @Test
  @DisplayName("L-02 a host on a suspended machine believes in its lease, and is refused likewise")
  void aSuspendedHostIsRefused() {
    Session active = active();
    host.ticker.pause();
    replaceTheOwner(active.id());
    host.ticker.resume();
    Session taken = world.read(active.id());

    assertThat(host.get(Reconciler.class).pass(active.id())).isEqualTo(NextLook.NEVER);

    assertThat(world.read(active.id())).isEqualTo(taken);
  }

  @Test
  @DisplayName("L-02 a session at rest has no owner, and any host of its node may start it")
  void aSessionAtRestHasNoOwner() {
    Session stopped = new SessionsInStates(world, host).in(SessionState.STOPPED);
    assertThat(stopped.ownership().owner()).isEmpty();

    other.sessions().start(ANN, DEFAULT, Requests.start(stopped));
    Session started = other.settle(stopped.id());

    assertThat(started.ownership().owner()).contains(OTHER);
    assertThat(started.ownership().fence()).isEqualTo(stopped.ownership().fence().next());
  }

  @Test
  @DisplayName("L-12 a host of another node takes no session that lives here, dead owner or none")
  void aHostOfAnotherNodeTakesNone() {
    TestHost elsewhere = TestHost.elsewhere("far", world);
    Session free = host.sessions().create(ANN, DEFAULT, Requests.quick(Requests.SHELL));
    Session active = active();
    elsewhere.keepHouse();
    waitFor(TTL);

    assertThat(elsewhere.pass(free.id())).isEqualTo(NextLook.NEVER);
    assertThat(elsewhere.pass(active.id())).isEqualTo(NextLook.NEVER);

    assertThat(world.read(free.id())).isEqualTo(free);
    assertThat(world.read(active.id())).isEqualTo(active);
  }

  private Session active() {
    return host.settle(
        host.sessions().create(ANN, DEFAULT, Requests.in("interrupted", Requests.SHELL)).id());
  }

  /** The other host holds this one for dead and becomes the owner. */
  private void replaceTheOwner(SessionId session) {
    other.keepHouse();
    waitFor(TTL);
    other.run(session);
    assertThat(world.read(session).ownership().owner()).contains(OTHER);
  }

  /** The other host looks at every interval, this one does nothing. */
  private void waitFor(Duration time) {
    Duration left = time;
    for (; left.compareTo(Duration.ofSeconds(1)) > 0; left = left.minusSeconds(1)) {
      world.advance(Duration.ofSeconds(1));
      other.keepHouse();
    }
    world.advance(left);
    other.keepHouse();
  }

  /** Both hosts have it; this one's calls are interrupted. */
  private Module runtime(WorkerRuntime workers) {
    return binder ->
        MapBinder.newMapBinder(binder, String.class, SessionRuntime.class)
            .addBinding("interrupted")
            .toInstance(new SessionRuntime(world.environments, workers, Optional.empty()));
  }

  private WorkerRuntime interrupted() {
    return Interruptible.port(
        WorkerRuntime.class,
        world.runtime,
        () -> {
          Runnable step = duringCalls.poll();
          if (step != null) {
            step.run();
          }
        });
  }
}
