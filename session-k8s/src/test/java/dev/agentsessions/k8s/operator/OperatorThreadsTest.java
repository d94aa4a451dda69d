package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an operator leaves in a program that goes on without it. */
final class OperatorThreadsTest extends OperatorTests {
  private static final String TIMERS = "ScheduledThreadPoolExecutor$DelayedWorkQueue";

  @Test
  @DisplayName("K-09 an operator that is closed leaves no thread that waits for a time")
  void aClosedOperatorLeavesNoTimers() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    try (OperatorBench another = new OperatorBench(cluster())) {
      another.start();
      another.create("demo");
      another.awaitPhase("demo", RUNNING);
    }

    bench.await(
        () ->
            Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> !before.contains(thread.getKey()))
                .noneMatch(OperatorThreadsTest::waitsForATime));
  }

  private static boolean waitsForATime(Map.Entry<Thread, StackTraceElement[]> thread) {
    return Stream.of(thread.getValue()).anyMatch(frame -> frame.getClassName().endsWith(TIMERS));
  }
}
