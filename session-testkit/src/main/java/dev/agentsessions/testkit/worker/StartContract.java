package dev.agentsessions.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerSighting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Processes are started, once. */
public interface StartContract extends RuntimeUnderTest {
  @Test
  default void aStartedProcessRunsAndIsObserved() {
    var worker = new TestWorker(this);

    WorkerSighting started = worker.start(1, commandThatRunsForever());

    assertThat(started.worker()).isEqualTo(worker.id());
    assertThat(started.epoch()).isEqualTo(1);
    assertThat(started.isRunning()).isTrue();
    assertThat(worker.runs(1)).isTrue();
  }

  @Test
  @DisplayName("L-01 starting one epoch again answers the process there is")
  default void startingOneEpochAgainAnswersTheProcessThereIs() {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());

    WorkerSighting again = worker.start(1, commandThatExits(3));

    assertThat(again.isRunning()).isTrue();
    assertThat(worker.sightings()).hasSize(1);
  }

  @Test
  @DisplayName("L-01 starting one epoch again answers how its process ended")
  default void startingOneEpochAgainAnswersHowItEnded() {
    var worker = new TestWorker(this);
    worker.start(1, commandThatExits(3));
    WorkerExit exit = worker.awaitExit(1);

    WorkerSighting again = worker.start(1, commandThatRunsForever());

    assertThat(again.exit()).contains(exit);
    assertThat(worker.sightings()).hasSize(1);
  }

  @Test
  @DisplayName("L-01 concurrent starts of one epoch start one process")
  default void concurrentStartsStartOneProcess() throws Exception {
    var worker = new TestWorker(this);
    List<Future<WorkerSighting>> starts = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < 8; caller++) {
        starts.add(callers.submit(() -> worker.start(1, commandThatPrints("once"))));
      }
    }
    for (Future<WorkerSighting> start : starts) {
      assertThat(start.get().epoch()).isEqualTo(1);
    }

    worker.awaitExit(1);

    assertThat(worker.sightings()).hasSize(1);
    assertThat(worker.text()).containsOnlyOnce("once");
  }

  @Test
  default void anotherEpochIsRefusedWhileOneRuns() {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());

    assertThatThrownBy(() -> worker.start(2, commandThatRunsForever()))
        .isInstanceOf(SessionException.WrongPhase.class);

    assertThat(worker.sightings()).extracting(WorkerSighting::epoch).containsExactly(1L);
    assertThat(worker.runs(1)).isTrue();
  }

  @Test
  default void anotherEpochStartsWhenTheFormerEndedAndBothAreSeen() {
    var worker = new TestWorker(this);
    worker.start(1, commandThatExits(3));
    worker.awaitExit(1);

    worker.start(2, commandThatRunsForever());

    assertThat(worker.sightings()).extracting(WorkerSighting::epoch).containsExactly(1L, 2L);
    assertThat(worker.sightings())
        .extracting(WorkerSighting::isRunning)
        .containsExactly(false, true);
  }

  @Test
  @DisplayName("W-05 a program that cannot be run is a process that ended, and its output says why")
  default void aProgramThatCannotBeRunIsAProcessThatEnded() {
    var worker = new TestWorker(this);

    worker.start(1, commandThatCannotRun());

    WorkerExit exit = worker.awaitExit(1);
    assertThat(exit.isClean()).isFalse();
    assertThat(exit.cause()).isEqualTo(Cause.UNEXPECTED);
    assertThat(exit.message()).hasValueSatisfying(why -> assertThat(why).isNotBlank());
    assertThat(worker.text()).contains(exit.message().orElseThrow()).endsWith("\n");
    worker.start(2, commandThatRunsForever());
    assertThat(worker.runs(2)).as("nothing is left of the failure").isTrue();
  }

  @Test
  @DisplayName("W-02 a process is started in the endpoint's directory with the launch's variables")
  default void aProcessHasItsDirectoryAndVariables() {
    var directory = new TestWorker(this);
    directory.start(1, commandThatPrintsItsDirectory());
    var variable = new TestWorker(this);
    runtime()
        .start(
            variable.place(),
            new WorkerLaunch(
                variable.id(),
                1,
                commandThatPrintsVariable("AS_CONTRACT"),
                Map.of("AS_CONTRACT", "seen by the process"),
                WindowSize.DEFAULT));

    directory.awaitExit(1);
    variable.awaitExit(1);

    assertThat(directory.text().strip()).isEqualTo(endpoint().directory());
    assertThat(variable.text().strip()).isEqualTo("seen by the process");
  }

  @Test
  @DisplayName("S-23 a process is started in another directory where its launch says so")
  default void aProcessMayHaveAnotherDirectory() {
    var worker = new TestWorker(this);
    String elsewhere = Path.of(endpoint().directory()).getRoot().toString();

    runtime()
        .start(
            worker.place(),
            new WorkerLaunch(
                    worker.id(), 1, commandThatPrintsItsDirectory(), Map.of(), WindowSize.DEFAULT)
                .in(elsewhere));
    worker.awaitExit(1);

    assertThat(worker.text().strip()).isEqualTo(elsewhere);
    assertThat(runtime().observe(worker.place())).hasSize(1);
  }

  @Test
  default void sessionsDoNotSeeEachOther() {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());
    var other = new TestWorker(this);

    runtime().stop(other.place(), worker.id());

    assertThat(runtime().observe(other.place())).isEmpty();
    assertThat(runtime().signal(other.place(), worker.id(), Signal.KILL)).isFalse();
    assertThat(worker.runs(1)).isTrue();
  }
}
