package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.Requests;
import dev.agentsessions.ScriptedStore;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerObserved;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A session's life, with a crash before or after each of its writes, one in each run. */
class CrashTest {
  private static final int WRITES_OF_A_LIFE = 18;

  private final World world = new World();
  private TestHost host = TestHost.in(world);
  private int crashes;

  static Stream<Arguments> crashes() {
    return IntStream.range(0, WRITES_OF_A_LIFE)
        .boxed()
        .flatMap(
            write ->
                Stream.of(true, false)
                    .flatMap(
                        before ->
                            Stream.of(World.LOCAL, World.REMOTE)
                                .map(runtime -> Arguments.of(write, before, runtime))));
  }

  @ParameterizedTest(name = "L-01 write {0}, before it: {1}, environments {2}")
  @DisplayName("L-01 crash before or after any write, restart: the session converges")
  @MethodSource("crashes")
  void crashAnywhereAndItConverges(int write, boolean before, String runtime) {
    CreateSession request =
        runtime.equals(World.LOCAL)
            ? Requests.quick(Requests.SHELL, Requests.AGENT)
            : Requests.remote(Requests.SHELL, Requests.AGENT);
    Session session = host.sessions().create(ANN, DEFAULT, request.resting());
    crashAt(write, before);

    ask((asked, it) -> asked.sessions().start(ANN, DEFAULT, Requests.start(it)), session);
    assertRuns(settle(session), 1);
    ask((asked, it) -> asked.sessions().stop(ANN, DEFAULT, Requests.stop(it)), session);
    assertThat(settle(session).state()).isEqualTo(SessionState.STOPPED);
    assertNothingLeft();
    ask((asked, it) -> asked.sessions().start(ANN, DEFAULT, Requests.start(it)), session);
    assertRuns(settle(session), 2);
    ask((asked, it) -> asked.sessions().delete(ANN, DEFAULT, Requests.delete(it)), session);
    settleGone(session);

    assertNothingLeft();
    assertThat(crashes).as("a life has more writes than %s", write).isEqualTo(1);
  }

  private void crashAt(int write, boolean before) {
    BiConsumer<ScriptedStore, Runnable> script =
        before ? ScriptedStore::beforeNextWrite : ScriptedStore::afterNextWrite;
    for (int earlier = 0; earlier < write; earlier++) {
      script.accept(world.store, () -> {});
    }
    script.accept(
        world.store,
        () -> {
          throw new SimulatedCrash();
        });
  }

  /** A caller whose host died asks again; what was heard already is refused then. */
  private void ask(BiConsumer<TestHost, Session> request, Session session) {
    long before = world.read(session.id()).revision().version();
    try {
      request.accept(host, session);
    } catch (SimulatedCrash crash) {
      restart();
      if (world.read(session.id()).revision().version() == before) {
        request.accept(host, session);
      }
    }
  }

  private Session settle(Session session) {
    try {
      return host.settle(session.id());
    } catch (SimulatedCrash crash) {
      restart();
      return host.settle(session.id());
    }
  }

  private void settleGone(Session session) {
    try {
      host.settleGone(session.id());
    } catch (SimulatedCrash crash) {
      restart();
      host.settleGone(session.id());
    }
  }

  private void restart() {
    crashes++;
    host = TestHost.in(world);
  }

  private void assertRuns(Session session, long epoch) {
    assertThat(session.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(session.workers())
        .extracting(Worker::observed)
        .containsOnly(WorkerObserved.running(epoch));
    assertThat(world.runtime.processes().kept())
        .hasSize(2)
        .allMatch(FakeProcess::isRunning)
        .extracting(FakeProcess::epoch)
        .containsOnly(epoch);
  }

  private void assertNothingLeft() {
    assertThat(world.runtime.processes().kept()).isEmpty();
    assertThat(world.environments.existing()).isEmpty();
    assertThat(world.remote.existing()).isEmpty();
  }
}
