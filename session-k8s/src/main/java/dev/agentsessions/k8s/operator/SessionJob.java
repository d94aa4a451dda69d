package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
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
        .map(Duration::toSeconds)
        .orElse(null);
  }

  private PodTemplateSpec pod(String claim, List<SecretVariables> secrets) {
    Names names = Names.of(session);
    long user = config.runner().user();
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
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(user)
        .withRunAsGroup(user)
        .withFsGroup(user)
        .withFsGroupChangePolicy("OnRootMismatch")
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withInitContainers(prepare(), content())
        .withContainers(runner(secrets))
        .withVolumes(Mounts.volumes(names, claim))
        .endSpec()
        .build();
  }

  private Container prepare() {
    return ours(PREPARE, config.content().prepare())
        .withEnv(RunnerEnvironment.preparation(session, config.api()))
        .build();
  }

  /** A sidecar: starts before the runner, and does not keep the pod once the runner has ended. */
  private Container content() {
    return ours(CONTENT, config.content().serve())
        .withRestartPolicy("Always")
        .addNewPort()
        .withName(SessionObjects.CONTENT_PORT)
        .withContainerPort(config.content().port())
        .withProtocol("TCP")
        .endPort()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath("/readyz")
        .withPort(new IntOrString(SessionObjects.CONTENT_PORT))
        .endHttpGet()
        .withPeriodSeconds(2)
        .endReadinessProbe()
        .build();
  }

  private ContainerBuilder ours(String name, List<String> arguments) {
    return secured(
            name, config.content().image(), config.content().requests(), config.content().limits())
        .withArgs(arguments)
        .withEnv(RunnerEnvironment.system(session, config.api()));
  }

  private Container runner(List<SecretVariables> secrets) {
    AgenticSessionSpec spec = session.getSpec();
    RunnerConfig defaults = config.runner();
    return secured(
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

  private static ContainerBuilder secured(
      String name, String image, Map<String, Quantity> requests, Map<String, Quantity> limits) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(image)
        .withSecurityContext(restricted())
        .withNewResources()
        .withRequests(requests)
        .withLimits(limits)
        .endResources()
        .withVolumeMounts(Mounts.mounts());
  }

  private static SecurityContext restricted() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }
}
