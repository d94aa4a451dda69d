package dev.agentsessions.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerSighting;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An owner that was replaced can neither look nor type nor kill. */
public interface FencedRuntimeContract extends RuntimeUnderTest {
  private Map<String, BiConsumer<TestWorker, Place>> calls() {
    Map<String, BiConsumer<TestWorker, Place>> calls = new LinkedHashMap<>();
    calls.put("adopt", (worker, place) -> runtime().adopt(place));
    calls.put("observe", (worker, place) -> runtime().observe(place));
    calls.put(
        "start",
        (worker, place) -> runtime().start(place, worker.launch(1, commandThatRunsForever())));
    calls.put("stop", (worker, place) -> runtime().stop(place, worker.id()));
    calls.put("signal", (worker, place) -> runtime().signal(place, worker.id(), Signal.KILL));
    calls.put(
        "input", (worker, place) -> runtime().input(place, worker.id(), ByteBuffer.allocate(1)));
    calls.put(
        "resize", (worker, place) -> runtime().resize(place, worker.id(), new WindowSize(80, 24)));
    calls.put("release", (worker, place) -> runtime().release(place, worker.id(), 1));
    return calls;
  }

  @Test
  @DisplayName("L-02 adopting answers every process, and nothing has happened to them")
  default void adoptingAnswersEveryProcess() {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());
    TestWorker ended = worker.sibling(this);
    ended.start(1, commandThatExits(3));
    ended.awaitExit(1);

    assertThat(runtime().adopt(worker.place(4)))
        .extracting(WorkerSighting::worker, WorkerSighting::isRunning)
        .containsExactlyInAnyOrder(tuple(worker.id(), true), tuple(ended.id(), false));
  }

  @Test
  @DisplayName("L-02 after a session was adopted every call of its former owner is refused")
  default void everyCallOfTheFormerOwnerIsRefused() {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());
    Place former = worker.place();
    runtime().adopt(worker.place(4));

    calls()
        .forEach(
            (name, call) ->
                assertThatThrownBy(() -> call.accept(worker, former))
                    .as(name)
                    .isInstanceOf(SessionException.StaleFence.class));

    assertThat(runtime().observe(worker.place(4)))
        .extracting(WorkerSighting::isRunning)
        .as("nothing happened")
        .containsExactly(true);
  }

  @Test
  @DisplayName("L-02 any call with a higher fence shuts out the lower ones")
  default void anyCallWithAHigherFenceShutsOutTheLowerOnes() {
    calls()
        .forEach(
            (name, call) -> {
              TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());

              call.accept(worker, worker.place(7));

              assertThatThrownBy(() -> runtime().observe(worker.place(6)))
                  .as(name)
                  .isInstanceOf(SessionException.StaleFence.class);
              assertThat(runtime().observe(worker.place(7))).as(name).hasSize(1);
            });
  }

  @Test
  @DisplayName("L-02 a former owner starts nothing")
  default void aFormerOwnerStartsNothing() {
    var worker = new TestWorker(this);
    runtime().adopt(worker.place(4));

    assertThatThrownBy(() -> worker.start(1, commandThatRunsForever()))
        .isInstanceOf(SessionException.StaleFence.class);

    assertThat(runtime().observe(worker.place(4))).isEmpty();
  }

  @Test
  @DisplayName("L-02 the fence of one session is nothing to another")
  default void theFenceOfOneSessionIsNothingToAnother() {
    runtime().adopt(new TestWorker(this).place(100));

    TestWorker other = new TestWorker(this).startReady(commandThatRunsForever());

    assertThat(other.runs(1)).isTrue();
  }
}
