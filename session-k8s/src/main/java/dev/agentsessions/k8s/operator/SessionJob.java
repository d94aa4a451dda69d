package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Job of one run (K-03). */
record SessionJob(AgenticSession session, OperatorConfig config, int run) {
  static final String PREPARE = "prepare";
  static final String CONTENT = "content";
  static final String RUNNER = "runner";

  /** Exit of a runner that lacks what it needs: to try again is no use. */
  static final int PREREQUISITE_FAILED = 2;

  /** Exit of a runner that was told to end. */
  static final int TERMINATED = 143;

  /** In seconds. A cluster that counts nanoseconds takes much more for a time that is over. */
  private static final long LONGEST = Integer.MAX_VALUE;

  /**
   * @param claim that has the workspace
   * @param secrets whose values become variables of the runner, the later before the earlier
   */
  Job using(String claim, List<SecretVariables> secrets) {
    AgenticSessionSpec spec = session.getSpec();
    return new JobBuilder()
        .withMetadata(
            Marks.meta(
                session,
                Names.of(session).job(),
                Map.of(Marks.RUN, String.valueOf(run), Marks.SPEC, SpecHash.of(spec))))
        .withNewSpec()
        .withBackoffLimit(
            Objects.requireNonNullElse(spec.backoffLimit(), config.runner().backoffLimit()))
        .withActiveDeadlineSeconds(deadline())
        .withTtlSecondsAfterFinished(Math.toIntExact(config.runner().keptFor().toSeconds()))
        .withNewPodFailurePolicy()
        .addNewRule()
        .withAction("FailJob")
        .withNewOnExitCodes()
        .withContainerName(RUNNER)
        .withOperator("In")
        .withValues(PREREQUISITE_FAILED, TERMINATED)
        .endOnExitCodes()
        .endRule()
        .endPodFailurePolicy()
        .withTemplate(pod(claim, secrets))
        .endSpec()
        .build();
  }

  /** The claim that a Job of ours uses. */
  static Optional<String> claimOf(Job job) {
    return job.getSpec().getTemplate().getSpec().getVolumes().stream()
        .flatMap(volume -> Optional.ofNullable(volume.getPersistentVolumeClaim()).stream())
        .map(PersistentVolumeClaimVolumeSource::getClaimName)
        .findFirst();
  }

  private @Nullable Long deadline() {
    return Optional.ofNullable(session.getSpec().timeout())
        .map(Duration::parse)
        .or(config.runner()::timeout)
        .map(timeout -> Math.min(timeout.toSeconds(), LONGEST))
        .orElse(null);
  }

  private PodTemplateSpec pod(String claim, List<SecretVariables> secrets) {
    Names names = Names.of(session);
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(Marks.labels(names))
        .addToAnnotations(Marks.NAME, session.getMetadata().getName())
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withServiceAccountName(names.account())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(ContentContainer.podSecurity(config))
        .withInitContainers(prepare(), content())
        .withContainers(runner(secrets))
        .withVolumes(Mounts.volumes(claim, names.tokens()))
        .endSpec()
        .build();
  }

  private Container prepare() {
    return new ContentContainer(session, config)
        .running(PREPARE, config.content().prepare())
        .withEnv(RunnerEnvironment.preparation(session, config.api()))
        .build();
  }

  /** A sidecar: starts before the runner, and does not keep the pod once the runner has ended. */
  private Container content() {
    return new ContentContainer(session, config).serving().withRestartPolicy("Always").build();
  }

  private Container runner(List<SecretVariables> secrets) {
    AgenticSessionSpec spec = session.getSpec();
    RunnerConfig defaults = config.runner();
    return ContentContainer.secured(
            RUNNER,
            Objects.requireNonNullElse(spec.runner().image(), defaults.image()),
            spec.resources().requests().isEmpty()
                ? defaults.requests()
                : spec.resources().requests(),
            spec.resources().limits().isEmpty() ? defaults.limits() : spec.resources().limits())
        .withCommand(spec.runner().command())
        .withArgs(spec.runner().args())
        .withWorkingDir(Mounts.WORKSPACE)
        .withEnv(RunnerEnvironment.runner(session, config.api(), secrets))
        .build();
  }
}
