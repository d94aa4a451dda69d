package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerObserved;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cannot be reached costs time and nothing else, wherever the session is in its life. */
class UnavailableTest {
  /** What is away. */
  enum Part {
    RUNTIME,
    ENVIRONMENTS,
    STORE
  }

  private final World world = new World();
  private final TestHost host = TestHost.in(world);

  @ParameterizedTest(name = "L-01 {0}")
  @DisplayName(
      "L-01 whatever is away between any two passes, a session goes through its whole life")
  @EnumSource
  void aSessionGoesThroughItsWholeLife(Part part) {
    Session created = create(Requests.remote(Requests.SHELL, Requests.SHELL));

    assertThat(settleThrough(part, created).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(world.runtime.processes().running()).hasSize(2);
    host.sessions().stop(ANN, DEFAULT, Requests.stop(created));
    assertThat(settleThrough(part, created).state()).isEqualTo(SessionState.STOPPED);
    assertThat(world.runtime.processes().kept()).isEmpty();
    host.sessions().start(ANN, DEFAULT, Requests.start(created));
    Session again = settleThrough(part, created);

    assertThat(again.workers())
        .extracting(Worker::observed)
        .containsOnly(WorkerObserved.running(2));
    assertThat(world.runtime.processes().kept())
        .extracting(FakeProcess::epoch)
        .containsExactly(2L, 2L);
    host.sessions().delete(ANN, DEFAULT, Requests.delete(created));
    while (world.store.find(created.id()).isPresent()) {
      passWithout(part, created);
      host.run(created.id());
      world.advance(ReconcilerConfig.DEFAULT.soon());
    }
    assertThat(world.runtime.processes().kept()).isEmpty();
    assertThat(world.remote.existing()).isEmpty();
  }

  @ParameterizedTest(name = "L-11 {0}")
  @DisplayName("L-11 what is away for long changes nothing of a running session")
  @EnumSource
  void whatIsAwayChangesNothing(Part part) {
    Session active = host.settle(create(Requests.quick(Requests.SHELL)).id());

    for (int minute = 0; minute < 30; minute++) {
      passWithout(part, active);
      world.advance(Duration.ofMinutes(1));
    }

    assertThat(host.settle(active.id())).isEqualTo(active);
    assertThat(world.runtime.processes().running())
        .extracting(FakeProcess::epoch)
        .containsExactly(1L);
  }

  /** Settles a session that is looked at in vain before each pass that succeeds. */
  private Session settleThrough(Part part, Session session) {
    for (int passes = 0; passes < 50; passes++) {
      passWithout(part, session);
      host.pass(session.id());
      world.advance(ReconcilerConfig.DEFAULT.soon());
    }
    return world.read(session.id());
  }

  /** A pass may find nothing to do with what is away, else it says so and changes nothing. */
  private void passWithout(Part part, Session session) {
    Session before = world.read(session.id());
    setAvailable(part, false);
    try {
      host.pass(session.id());
    } catch (Unavailable away) {
      assertThat(world.read(session.id())).isEqualTo(before);
    } finally {
      setAvailable(part, true);
    }
  }

  private void setAvailable(Part part, boolean available) {
    switch (part) {
      case RUNTIME -> world.runtime.setAvailable(available);
      case ENVIRONMENTS -> {
        world.environments.setAvailable(available);
        world.remote.setAvailable(available);
      }
      case STORE -> world.store.setWritable(available);
    }
  }

  private Session create(CreateSession request) {
    return host.sessions().create(ANN, DEFAULT, request);
  }
}
