package dev.agentsessions.k8s.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class VerdictTest {
  @ParameterizedTest
  @MethodSource("dev.agentsessions.k8s.operator.Fates#all")
  @DisplayName("K-04 a run is judged by what its Job and its pod say")
  void aRunIsJudged(Fate fate) {
    Optional<Ending> ending =
        verdict(fate.job(), fate.pod(), fate.phase() == RunPhase.STOPPED).ending();

    if (fate.phase().isResting()) {
      assertThat(ending).map(Ending::phase).hasValue(fate.phase());
      assertThat(ending).map(Ending::reason).hasValue(fate.reason());
      assertThat(ending.orElseThrow().message()).isNotBlank();
    } else {
      assertThat(ending).isEmpty();
    }
  }

  @Test
  @DisplayName("K-04 a failed pod is no end while its Job tries again")
  void aFailedPodIsNoEnd() {
    assertThat(verdict(Fate.ACTIVE, Optional.of(Fate.ended(1, "Error")), false).ending()).isEmpty();
    assertThat(
            verdict(Fate.ACTIVE, Optional.of(Fate.taken("Failed", "Evicted", null)), false)
                .ending())
        .isEmpty();
  }

  @Test
  void theLastPodOfManyIsJudged() {
    var verdict =
        new Verdict(
            job(Fate.failed("BackoffLimitExceeded")),
            List.of(pod(Fate.taken("Failed", "Evicted", null)), pod(Fate.ended(2, "Error"))),
            false);

    assertThat(verdict.ending()).map(Ending::reason).hasValue("PrerequisiteFailed");
  }

  @Test
  void whatSaysNothingGoesOn() {
    assertThat(new Verdict(new Job(), List.of(), false).ending()).isEmpty();
    assertThat(new Verdict(new Job(), List.of(new Pod()), false).ending()).isEmpty();
  }

  private static Verdict verdict(JobStatus job, Optional<PodStatus> pod, boolean stopping) {
    return new Verdict(
        job(job), pod.map(status -> List.of(pod(status))).orElse(List.of()), stopping);
  }

  private static Job job(JobStatus status) {
    return new JobBuilder().withStatus(status).build();
  }

  private static Pod pod(PodStatus status) {
    return new PodBuilder().withStatus(status).build();
  }
}
