package dev.agentsessions.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerChanges;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a runtime that tells when processes ended promises beyond {@link WorkerRuntimeContract}. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface WorkerChangesContract extends RuntimeUnderTest {
  /** Of the runtime under test. */
  WorkerChanges changes();

  @Test
  default void whoWaitsLearnsWhichSessionsToLookAt() throws Exception {
    TestWorker worker = new TestWorker(this).startReady(commandThatRunsForever());
    try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> told = waiting.submit(() -> isTold(Set.of(worker.place().session())));

      worker.stop();
      worker.awaitExit(1);

      assertThat(told.get()).isTrue();
    }
  }

  @Test
  default void whatEndedBeforeSomebodyWaitedIsToldToo() throws Exception {
    var one = new TestWorker(this);
    var other = new TestWorker(this);
    one.start(1, commandThatExits(0));
    other.start(1, commandThatExits(0));
    one.awaitExit(1);
    other.awaitExit(1);

    assertThat(isTold(Set.of(one.place().session(), other.place().session()))).isTrue();
  }

  /** Waits until all were told; the test's time limit is the end of its patience. */
  private boolean isTold(Set<SessionId> sessions) throws InterruptedException {
    Set<SessionId> untold = new HashSet<>(sessions);
    while (!untold.isEmpty()) {
      untold.removeAll(changes().await(Duration.ofHours(1)));
    }
    return true;
  }

  @Test
  default void nothingIsToldWhenTheTimeIsOver() throws Exception {
    new TestWorker(this).startReady(commandThatRunsForever());

    assertThat(changes().await(Duration.ofMillis(5))).isEmpty();
  }
}
