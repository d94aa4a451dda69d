package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javaoperatorsdk.operator.OperatorException;
import java.util.Map;
import java.util.Optional;
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

    awaitNoTimersBut(before);
  }

  @Test
  @DisplayName("K-09 an operator that cannot begin leaves none either")
  void anOperatorThatCannotBeginLeavesNoTimers() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    cluster()
        .server()
        .refuse(
            request ->
                request.getPath().contains("/agenticsessions")
                    ? Optional.of(ApplyServer.failure(403, "Forbidden", "as a test says"))
                    : Optional.empty());
    try (OperatorBench another = new OperatorBench(cluster())) {
      assertThatThrownBy(another::start).isInstanceOf(OperatorException.class);
      cluster().server().refuse(request -> Optional.empty());
    }

    awaitNoTimersBut(before);
  }

  private void awaitNoTimersBut(Set<Thread> before) {
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
