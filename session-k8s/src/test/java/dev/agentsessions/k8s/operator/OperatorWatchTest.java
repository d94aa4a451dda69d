package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPED;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OperatorWatchTest extends OperatorTests {
  @Test
  @DisplayName("K-09 an operator whose watch ends for good begins again, and the program lives")
  void aWatchThatEnds() {
    bench.configure(
        config -> config.withLease(Optional.of(new LeaseConfig("watch", Duration.ofSeconds(3)))));
    bench.stop();
    bench.start();
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);

    bench.operator().watchEnded(new IllegalStateException("of a test"));

    bench.set("demo", "desired", "Stopped");
    bench.awaitPhase("demo", STOPPED);
  }

  @Test
  @DisplayName("K-09 an operator without a lease begins again, too")
  void withoutALease() {
    bench.configure(config -> config.withLease(Optional.empty()));
    bench.stop();
    bench.start();

    bench.operator().watchEnded(new IllegalStateException("of a test"));
    bench.create("demo");

    bench.awaitPhase("demo", RUNNING);
  }
}
