package dev.agentsessions.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerSighting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeWorkerRuntimeTest {
  private static final Endpoint HERE = new Endpoint(Endpoint.LOCAL, "/srv/work");
  private static final Endpoint THERE = new Endpoint("pod-2", "/workspace");
  private static final Place PLACE = new Place(new SessionId("ses-1"), HERE, new Fence(1));
  private static final WorkerId WORKER = new WorkerId("wrk-1");

  private final FakeWorkerRuntime runtime = new FakeWorkerRuntime();
  private final FakeProcesses processes = runtime.processes();

  @Test
  void aProcessStopsAfterAsManyLooksAsATestSays() {
    processes.stopTakes(2);
    start(1);

    runtime.stop(PLACE, WORKER);

    assertThat(onlySighting().isRunning()).as("first look").isTrue();
    processes.tick();
    assertThat(onlySighting().exit()).contains(WorkerExit.signal(15, Cause.MANAGED));
  }

  @Test
  void theNextStartFailsOnceWhenATestSaysSo() {
    processes.failNextStart("bash: nope: command not found");

    WorkerExit failed = start(1).exit().orElseThrow();

    assertThat(failed.code()).hasValue(127);
    assertThat(failed.message()).contains("bash: nope: command not found");
    assertThat(start(2).isRunning()).isTrue();
  }

  @Test
  void theLoginShellIsTheProgramWithoutAName() {
    processes.install("", FakeProgram.exits(7));

    WorkerSighting shell =
        runtime.start(PLACE, new WorkerLaunch(WORKER, 1, List.of(), Map.of(), WindowSize.DEFAULT));

    assertThat(shell.exit().orElseThrow().code()).hasValue(7);
  }

  @Test
  void aProcessThatEndsByItselfIsUnexpectedAndOneThatWasAskedToIsManaged() {
    processes.stopTakes(100);
    start(1);
    processes.exit(PLACE.worker(WORKER), 3);
    assertThat(onlySighting().exit()).contains(WorkerExit.code(3, Cause.UNEXPECTED));
    runtime.release(PLACE, WORKER, 1);
    start(2);

    runtime.stop(PLACE, WORKER);
    processes.exit(PLACE.worker(WORKER), 0);

    assertThat(onlySighting().exit()).contains(WorkerExit.code(0, Cause.MANAGED));
  }

  @Test
  void aLostProcessLeavesNothing() {
    start(1);

    processes.lose(PLACE.worker(WORKER));

    assertThat(runtime.observe(PLACE)).isEmpty();
    assertThat(processes.kept()).isEmpty();
  }

  @Test
  void processesMoveAndVanishWithTheirEndpoint() {
    start(1);
    processes.move(HERE, THERE);
    assertThat(runtime.observe(PLACE)).isEmpty();
    Place moved = new Place(PLACE.session(), THERE, PLACE.fence());
    assertThat(runtime.observe(moved)).hasSize(1);

    processes.lose(THERE);

    assertThat(runtime.observe(moved)).isEmpty();
  }

  @Test
  void whatIsNotReleasedIsKept() {
    start(1);
    processes.kill(PLACE.worker(WORKER), 9);

    assertThat(processes.running()).isEmpty();
    assertThat(processes.kept()).extracting(FakeProcess::epoch).containsExactly(1L);
    runtime.release(PLACE, WORKER, 1);
    assertThat(processes.kept()).isEmpty();
  }

  @Test
  void typingWaitsInTheQueueWhileAProcessDoesNotRead() {
    processes.install("cat", FakeProgram.ECHOES);
    long greeting = start(1).printed();
    processes.stopReading(PLACE.worker(WORKER));

    runtime.input(PLACE, WORKER, ByteBuffer.allocate(FakeWorkerRuntime.INPUT_CAPACITY));

    assertThatThrownBy(() -> runtime.input(PLACE, WORKER, ByteBuffer.allocate(1)))
        .isInstanceOf(SessionException.LimitReached.class);
    assertThat(onlySighting().printed()).isEqualTo(greeting);
    processes.readAgain(PLACE.worker(WORKER));
    assertThat(onlySighting().printed()).isEqualTo(greeting + FakeWorkerRuntime.INPUT_CAPACITY);
    assertThat(processes.typed(PLACE.worker(WORKER))).hasSize(FakeWorkerRuntime.INPUT_CAPACITY);
  }

  @Test
  void aRuntimeThatCannotBeReachedDoesNothingAndSeesNoFence() {
    runtime.refuse(1);
    Place later = new Place(PLACE.session(), HERE, new Fence(2));
    assertThatThrownBy(() -> runtime.adopt(later)).isInstanceOf(SessionException.Unavailable.class);
    assertThat(start(1).isRunning()).isTrue();

    runtime.setAvailable(false);

    assertThatThrownBy(() -> runtime.observe(PLACE))
        .isInstanceOf(SessionException.Unavailable.class);
  }

  @Test
  void everyMutationIsNotedWithTheFenceThatDidIt() {
    start(1);
    start(1);
    runtime.adopt(new Place(PLACE.session(), HERE, new Fence(2)));
    assertThatThrownBy(() -> runtime.stop(PLACE, WORKER))
        .isInstanceOf(SessionException.StaleFence.class);

    runtime.signal(new Place(PLACE.session(), HERE, new Fence(2)), WORKER, Signal.INT);

    assertThat(runtime.mutations())
        .containsExactly(
            new Mutation(PLACE.session(), new Fence(1), "start wrk-1 epoch 1"),
            new Mutation(PLACE.session(), new Fence(2), "adopt"),
            new Mutation(PLACE.session(), new Fence(2), "signal INT wrk-1 epoch 1"));
    assertThat(processes.find(PLACE.worker(WORKER)))
        .map(FakeProcess::signals)
        .contains(List.of(Signal.INT));
  }

  @Test
  void changesNameTheSessionsWhoseProcessesEnded() throws InterruptedException {
    start(1);
    assertThat(runtime.await(Duration.ofMillis(1))).isEmpty();

    processes.exit(PLACE.worker(WORKER), 0);

    assertThat(runtime.await(Duration.ofMinutes(1))).containsExactly(PLACE.session());
    assertThat(runtime.await(Duration.ofMillis(1))).isEmpty();
  }

  private WorkerSighting start(long epoch) {
    return runtime.start(
        PLACE, new WorkerLaunch(WORKER, epoch, List.of("cat"), Map.of(), WindowSize.DEFAULT));
  }

  private WorkerSighting onlySighting() {
    List<WorkerSighting> sightings = runtime.observe(PLACE);
    assertThat(sightings).hasSize(1);
    return sightings.getFirst();
  }
}
