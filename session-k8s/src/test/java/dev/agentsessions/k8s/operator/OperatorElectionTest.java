package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OperatorElectionTest extends ClusterTests {
  private static final LeaseConfig SHORT = new LeaseConfig("test", Duration.ofSeconds(2));

  @Test
  @DisplayName("K-09 operators elect the one that acts, unless they are told not to")
  void operatorsElectByDefault() {
    assertThat(
            OperatorConfig.of(
                    "agent-sessions",
                    Sample.CONFIG.api(),
                    Sample.CONFIG.content(),
                    Sample.CONFIG.runner())
                .lease())
        .hasValue(LeaseConfig.DEFAULT);
  }

  @Test
  @DisplayName("K-09 one operator acts; another takes over when it is killed, and it stands by")
  void anotherOperatorTakesOver() {
    try (OperatorBench first = new OperatorBench(cluster());
        OperatorBench second = new OperatorBench(cluster(), first.namespace())) {
      first.configure(config -> config.withLease(Optional.of(SHORT)));
      second.configure(config -> config.withLease(Optional.of(SHORT)));
      first.start();
      first.create("demo");
      first.awaitPhase("demo", RUNNING);
      second.start();
      first.create("more");
      first.awaitPhase("more", RUNNING);
      assertThat(second.writes().made()).isEmpty();

      int before = first.writes().count();
      first.writes().killAfter(0);
      first.set("demo", "desired", "Stopped");

      first.awaitPhase("demo", STOPPED);
      assertThat(second.writes().made()).isNotEmpty();

      first.writes().revive();
      first.create("last");

      first.awaitPhase("last", RUNNING);
      assertThat(first.writes().count()).as("writes of one that lost its lease").isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 8, 11})
  @DisplayName("K-09 a leader that was paused with a write under way, and goes on, changes nothing")
  void anOldLeaderGoesOn(int writes) {
    try (OperatorBench first = new OperatorBench(cluster());
        OperatorBench second = new OperatorBench(cluster(), first.namespace())) {
      first.configure(config -> config.withLease(Optional.of(SHORT)));
      second.configure(config -> config.withLease(Optional.of(SHORT)));
      first.start();
      first.writes().pauseAfter(writes);
      first.create("demo");
      first.await(first.writes()::isPaused);
      second.start();
      first.awaitPhase("demo", RUNNING);
      List<HasMetadata> before = first.world("demo");
      int answered = first.writes().answered();

      first.writes().resume();

      first.await(() -> first.writes().answered() > answered);
      first.create("last");
      first.awaitPhase("last", RUNNING);
      assertThat(first.world("demo")).isEqualTo(before);
    }
  }
}
