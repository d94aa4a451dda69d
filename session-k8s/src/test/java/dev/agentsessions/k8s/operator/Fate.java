package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may become of a run: how a cluster tells it in the statuses of Job and pod, and what is
 * concluded. The one place that knows what a Job controller and a kubelet write.
 *
 * @param pod empty: there is none any more
 * @param runner what a real runner does to meet this fate; null: a cluster cannot be made to
 */
public record Fate(
    String name,
    JobStatus job,
    Optional<PodStatus> pod,
    RunPhase phase,
    @Nullable String reason,
    @Nullable String runner) {
  static final JobStatus ACTIVE = new JobStatusBuilder().withActive(1).build();

  /** A pod whose containers all run and are ready. */
  static PodStatus running() {
    return scheduled("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .withInitContainerStatuses(prepared(), content())
        .withContainerStatuses(
            container("runner").withNewState().withNewRunning().endRunning().endState().build())
        .build();
  }

  /** A pod of the content service alone, which takes calls. */
  static PodStatus serving() {
    return scheduled("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .withContainerStatuses(content())
        .build();
  }

  /** A pod that is being made. */
  static PodStatus starting() {
    return scheduled("Pending").withInitContainerStatuses(prepared()).build();
  }

  static Fate exit(int code, RunPhase phase, String reason) {
    return exit("exit " + code, code, "Error", phase, reason, "exit " + code);
  }

  static Fate exit(
      String name, int code, String why, RunPhase phase, String reason, @Nullable String runner) {
    return new Fate(
        name,
        code == 0 ? complete() : failed("BackoffLimitExceeded"),
        Optional.of(ended(code, why)),
        phase,
        reason,
        runner);
  }

  /** A container waits, and its Job waits for it. */
  static Fate waiting(String reason, RunPhase phase, @Nullable String told) {
    return new Fate(
        reason,
        ACTIVE,
        Optional.of(
            scheduled("Pending")
                .withInitContainerStatuses(prepared(), content())
                .withContainerStatuses(
                    container("runner")
                        .withNewState()
                        .withNewWaiting("the registry says no", reason)
                        .endState()
                        .build())
                .build()),
        phase,
        told,
        null);
  }

  /** The content service falls again and again. */
  static Fate crashing(int restarts, RunPhase phase, @Nullable String told) {
    return new Fate(
        restarts + " restarts of the sidecar",
        ACTIVE,
        Optional.of(
            scheduled("Running")
                .withInitContainerStatuses(
                    prepared(),
                    container("content")
                        .withRestartCount(restarts)
                        .withNewState()
                        .withNewWaiting("back-off 1m", "CrashLoopBackOff")
                        .endState()
                        .build())
                .build()),
        phase,
        told,
        null);
  }

  static PodStatus unschedulable() {
    return new PodStatusBuilder()
        .withPhase("Pending")
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus("False")
        .withReason("Unschedulable")
        .withMessage("0/3 nodes are available: insufficient cpu")
        .endCondition()
        .build();
  }

  /** The pod was taken away. */
  static PodStatus taken(String phase, @Nullable String reason, @Nullable String disruption) {
    PodStatusBuilder pod = scheduled(phase).withReason(reason).withMessage("low on memory");
    return disruption == null
        ? pod.build()
        : pod.addNewCondition()
            .withType("DisruptionTarget")
            .withStatus("True")
            .withReason(disruption)
            .withMessage("taken by " + disruption)
            .endCondition()
            .build();
  }

  /** The preparation of the workspace ended badly. */
  static PodStatus unprepared(int code) {
    return scheduled("Failed")
        .withInitContainerStatuses(
            container("prepare")
                .withNewState()
                .withNewTerminated()
                .withExitCode(code)
                .withReason("Error")
                .endTerminated()
                .endState()
                .build())
        .build();
  }

  static JobStatus complete() {
    return new JobStatusBuilder()
        .withSucceeded(1)
        .addNewCondition()
        .withType("Complete")
        .withStatus("True")
        .endCondition()
        .build();
  }

  static JobStatus failed(String reason) {
    return new JobStatusBuilder()
        .withFailed(1)
        .addNewCondition()
        .withType("Failed")
        .withStatus("True")
        .withReason(reason)
        .endCondition()
        .build();
  }

  static PodStatus ended(int code, String why) {
    return scheduled(code == 0 ? "Succeeded" : "Failed")
        .withInitContainerStatuses(prepared(), content())
        .withContainerStatuses(
            container("runner")
                .withNewState()
                .withNewTerminated()
                .withExitCode(code)
                .withReason(code == 0 ? "Completed" : why)
                .endTerminated()
                .endState()
                .build())
        .build();
  }

  private static PodStatusBuilder scheduled(String phase) {
    return new PodStatusBuilder()
        .withPhase(phase)
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus("True")
        .endCondition();
  }

  private static ContainerStatus prepared() {
    return container("prepare")
        .withNewState()
        .withNewTerminated()
        .withExitCode(0)
        .withReason("Completed")
        .endTerminated()
        .endState()
        .build();
  }

  private static ContainerStatus content() {
    return container("content")
        .withReady(true)
        .withNewState()
        .withNewRunning()
        .endRunning()
        .endState()
        .build();
  }

  private static ContainerStatusBuilder container(String name) {
    return new ContainerStatusBuilder()
        .withName(name)
        .withImage("image")
        .withImageID("image")
        .withReady(false)
        .withRestartCount(0);
  }

  @Override
  public String toString() {
    return name;
  }
}
