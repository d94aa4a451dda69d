package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.CREATING;
import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OperatorOutcomesTest extends OperatorTests {
  @ParameterizedTest
  @MethodSource("dev.agentsessions.k8s.operator.Fates#all")
  @DisplayName("K-04 what becomes of a run is told by phase and reason")
  void whatBecomesOfARun(Fate fate) {
    boolean real = System.getProperty("cluster") != null;
    assumeTrue(!real || fate.runner() != null, "no runner can bring this about");
    if (fate.phase() == STOPPED) {
      stopped(fate, real);
    } else {
      begun(fate, real);
    }

    bench.await(
        "demo",
        session ->
            session.getStatus().phase() == fate.phase()
                && Objects.equals(session.getStatus().reason(), fate.reason()));

    AgenticSessionStatus status = bench.status("demo");
    if (fate.phase().isResting()) {
      assertThat(status.message()).isNotBlank();
      assertThat(status.finishedAt()).isNotNull();
      assertThat(bench.condition("demo", "Ready"))
          .hasValueSatisfying(ready -> assertThat(ready.getReason()).isEqualTo(fate.reason()));
      bench.await(() -> bench.everything().stream().noneMatch(one -> one.startsWith("Secret/")));
      bench.await(
          () ->
              Verdict.hasGivenUp(jobLike(fate))
                  || bench.everything().stream().noneMatch(one -> one.startsWith("Pod/")));
    }
    assertThat(bench.condition("demo", "Timeout").isPresent())
        .isEqualTo("Timeout".equals(fate.reason()));
  }

  @Test
  @DisplayName("K-04 a pod that no node has room for waits with the scheduler's words, and goes on")
  void anUnschedulablePodGoesOn() {
    bench.fate(
        "demo", Fates.all().filter(one -> "unschedulable".equals(one.name())).findFirst().get());
    bench.create("demo");
    bench.await("demo", seen -> "Unschedulable".equals(seen.getStatus().reason()));
    assertThat(bench.status("demo").phase()).isEqualTo(CREATING);
    assertThat(bench.status("demo").message()).contains("insufficient cpu");

    bench.fate("demo", Fates.sleeping());

    AgenticSessionStatus status = bench.awaitPhase("demo", RUNNING).getStatus();
    assertThat(status.reason()).isNull();
    assertThat(bench.condition("demo", "PodScheduled")).map(Condition::getStatus).hasValue("True");
  }

  @Test
  @DisplayName("K-04 a Job that somebody deletes is a lost pod")
  void aDeletedJobIsALostPod() {
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);

    bench.client().batch().v1().jobs().inNamespace(bench.namespace()).withName("as-demo").delete();

    bench.await("demo", seen -> "PodLost".equals(seen.getStatus().reason()));
  }

  private void begun(Fate fate, boolean real) {
    if (!real) {
      bench.fate("demo", fate);
    }
    bench.running("demo", fate.runner() == null ? "sleep 3600" : fate.runner());
  }

  /** On a mock both are seen at once: that it is to stop, and that it has ended. */
  private void stopped(Fate fate, boolean real) {
    bench.running("demo", fate.runner());
    bench.awaitPhase("demo", RUNNING);
    if (!real) {
      bench.stop();
      bench.fate("demo", fate);
      bench.await(() -> Verdict.hasGivenUp(job()));
    }
    bench.set("demo", "desired", "Stopped");
    if (!real) {
      bench.start();
    }
  }

  private Job job() {
    return bench
        .client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(bench.namespace())
        .withName("as-demo")
        .get();
  }

  private static Job jobLike(Fate fate) {
    return new JobBuilder().withStatus(fate.job()).build();
  }
}
