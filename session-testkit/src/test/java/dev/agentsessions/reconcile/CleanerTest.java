package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CleanerTest {
  private final World world = new World();
  private final List<Session> cleaned = Collections.synchronizedList(new ArrayList<>());
  private TestHost host = hostWith(cleaned::add);

  @ParameterizedTest(name = "L-06 {0}")
  @DisplayName("L-06 a cleaner runs once when its session goes, from every state")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLEANED")
  void aCleanerRunsWhenItsSessionGoes(SessionState state) {
    Session session = new SessionsInStates(world, host).in(state);
    assertThat(cleaned).as("not before it goes").isEmpty();

    host.sessions().delete(ANN, DEFAULT, Requests.delete(session));
    killAll();
    host.settleGone(session.id());

    assertThat(cleaned).extracting(Session::id).containsExactly(session.id());
  }

  @Test
  @DisplayName("L-06 cleaning a session that runs does not run it before every process is gone")
  void aCleanerDoesNotRunWhileProcessesRun() {
    List<Integer> running = new ArrayList<>();
    host = hostWith(session -> running.add(world.runtime.processes().kept().size()));
    world.runtime.processes().stopTakes(3);
    Session active = new SessionsInStates(world, host).in(SessionState.ACTIVE);

    host.sessions().delete(ANN, DEFAULT, Requests.delete(active));
    host.run(active.id());
    assertThat(running).isEmpty();
    host.settleGone(active.id());

    assertThat(running).containsExactly(0);
  }

  @Test
  @DisplayName("L-06 stop, start and a worker's delete run no cleaner")
  void nothingElseRunsIt() {
    SessionsInStates states = new SessionsInStates(world, host);
    Session stopped = states.in(SessionState.STOPPED);
    states.in(SessionState.FAILED);
    states.in(SessionState.COMPLETED);
    host.sessions().start(ANN, DEFAULT, Requests.start(stopped));
    host.settle(stopped.id());

    assertThat(cleaned).isEmpty();
  }

  @Test
  @DisplayName("L-06 of many deletes at once one is heard, and the cleaner runs once")
  void itRunsOnceUnderConcurrentDeletes() throws Exception {
    Session active = new SessionsInStates(world, host).in(SessionState.ACTIVE);
    Callable<Boolean> deletion =
        () -> {
          try {
            host.sessions().delete(ANN, DEFAULT, Requests.delete(active));
            return true;
          } catch (NotFound late) {
            return false;
          }
        };

    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(
              pool.invokeAll(Collections.nCopies(8, deletion)).stream().filter(Future::resultNow))
          .hasSize(1);
    }
    host.settleGone(active.id());

    assertThat(cleaned).hasSize(1);
  }

  @Test
  @DisplayName("L-06 it runs again after a crash between it and the end of the row")
  void itRunsAgainAfterACrash() {
    Session stopped = new SessionsInStates(world, host).in(SessionState.STOPPED);
    host.sessions().delete(ANN, DEFAULT, Requests.delete(stopped));
    world.store.beforeNextWrite(
        () -> {
          throw new SimulatedCrash();
        });
    assertThatThrownBy(() -> host.settle(stopped.id())).isInstanceOf(SimulatedCrash.class);
    assertThat(cleaned).hasSize(1);

    host = hostWith(cleaned::add);
    host.settleGone(stopped.id());

    assertThat(cleaned).hasSize(2);
  }

  @Test
  @DisplayName("L-06 its error is logged, the others run, and the session goes")
  void itsErrorIsLoggedAndCleanUpGoesOn() {
    host =
        TestHost.in(
            world,
            binder -> {
              Multibinder<SessionCleaner> cleaners =
                  Multibinder.newSetBinder(binder, SessionCleaner.class);
              cleaners
                  .addBinding()
                  .toInstance(
                      session -> {
                        throw new SessionException.Unavailable("no way", null);
                      });
              cleaners.addBinding().toInstance(cleaned::add);
            });
    Session stopped = new SessionsInStates(world, host).in(SessionState.STOPPED);
    host.sessions().delete(ANN, DEFAULT, Requests.delete(stopped));

    String log = logOf(() -> host.settleGone(stopped.id()));

    assertThat(cleaned).hasSize(1);
    assertThat(log).contains("cleaner").contains(stopped.id().value()).contains("no way");
  }

  private TestHost hostWith(SessionCleaner cleaner) {
    return TestHost.in(
        world,
        binder ->
            Multibinder.newSetBinder(binder, SessionCleaner.class)
                .addBinding()
                .toInstance(cleaner));
  }

  private void killAll() {
    for (FakeProcess process : world.runtime.processes().running()) {
      world.runtime.processes().kill(process.worker(), 9);
    }
  }

  /** What the logger of the tests, which writes to standard error, said meanwhile. */
  private static String logOf(Runnable action) {
    PrintStream before = System.err;
    var log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}
