package dev.agentsessions.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerSighting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Processes end, and how is known until they are released. */
public interface EndContract extends RuntimeUnderTest {
  /** The number of KILL on every system there is. */
  int SIGKILL = 9;

  @Test
  @DisplayName("W-09 a process that ends by itself is unexpected, with its code")
  default void aProcessThatEndsByItselfIsUnexpected() {
    for (int code : new int[] {0, 1, 127, 255}) {
      var worker = new TestWorker(this);

      worker.start(1, commandThatExits(code));

      assertThat(worker.awaitExit(1)).isEqualTo(WorkerExit.code(code, Cause.UNEXPECTED));
    }
  }

  @Test
  @DisplayName("W-09 an ended process is kept until it is released")
  default void anEndedProcessIsKeptUntilItIsReleased() {
    var worker = new TestWorker(this);
    worker.start(1, commandThatExits(3));
    WorkerExit exit = worker.awaitExit(1);

    assertThat(runtime().adopt(worker.place()))
        .extracting(WorkerSighting::exit)
        .containsExactly(Optional.of(exit));
    worker.release(1);

    assertThat(worker.sightings()).isEmpty();
    worker.release(1);
  }

  @Test
  default void releasingWhatRunsOrIsUnknownDoesNothing() {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());

    worker.release(1);
    worker.release(2);
    new TestWorker(this).release(1);

    assertThat(worker.runs(1)).isTrue();
  }

  @Test
  default void releasingOneEpochKeepsTheOthers() {
    var worker = new TestWorker(this);
    worker.start(1, commandThatExits(1));
    worker.awaitExit(1);
    worker.start(2, commandThatExits(2));
    worker.awaitExit(2);

    worker.release(1);

    assertThat(worker.sightings()).extracting(WorkerSighting::epoch).containsExactly(2L);
  }

  @Test
  @DisplayName("L-07 a stopped process ends, and that was asked for")
  default void aStoppedProcessEnds() {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());

    worker.stop();
    worker.stop();

    assertThat(worker.awaitExit(1).cause()).isEqualTo(Cause.MANAGED);
  }

  @Test
  @DisplayName("L-07 a process that does not mind HUP and TERM is killed")
  default void aStubbornProcessIsKilled() {
    TestWorker worker = new TestWorker(this).startReady(commandThatHasToBeKilled());

    worker.stop();

    assertThat(worker.awaitExit(1).cause()).isEqualTo(Cause.MANAGED);
  }

  @Test
  @DisplayName("L-06 stopping what has ended or is unknown does nothing")
  default void stoppingWhatHasEndedDoesNothing() {
    var worker = new TestWorker(this);
    worker.stop();
    worker.start(1, commandThatExits(3));
    WorkerExit exit = worker.awaitExit(1);

    worker.stop();

    assertThat(worker.awaitExit(1)).isEqualTo(exit);
  }

  @Test
  @DisplayName("L-10 workers of one session end alone")
  default void workersOfOneSessionEndAlone() {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());
    TestWorker sibling = worker.sibling(this).startReady(commandThatRunsForever());

    worker.stop();
    worker.awaitExit(1);

    assertThat(sibling.runs(1)).isTrue();
    assertThat(runtime().observe(worker.place())).hasSize(2);
  }

  @Test
  default void aSignalReachesTheProcess() {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());

    assertThat(worker.signal(Signal.KILL)).isTrue();

    assertThat(worker.awaitExit(1).signal()).hasValue(SIGKILL);
  }

  @Test
  default void whatHasEndedOrIsUnknownTakesNoSignal() {
    var worker = new TestWorker(this);
    assertThat(worker.signal(Signal.INT)).isFalse();
    worker.start(1, commandThatExits(0));
    worker.awaitExit(1);

    assertThat(worker.signal(Signal.INT)).isFalse();
  }

  @Test
  @DisplayName("W-09 when the end is seen, all that was printed is in the log, which is closed")
  default void whenTheEndIsSeenTheLogIsWhole() {
    for (String text : List.of("first run", "second run", "third run")) {
      var worker = new TestWorker(this);
      worker.start(1, commandThatPrints(text));

      worker.awaitExit(1);

      assertThat(output().bounds(worker.ref()).open()).isFalse();
      assertThat(worker.text()).contains(text);
      assertThat(worker.sightings())
          .extracting(WorkerSighting::printed)
          .containsExactly(output().bounds(worker.ref()).end());
    }
  }
}
