package dev.agentsessions.k8s.operator;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what pods say of themselves, which may be nothing. */
final class PodStatuses {
  private PodStatuses() {}

  static String phase(Pod pod) {
    return requireNonNullElse(status(pod).getPhase(), "");
  }

  /** One that has ended is there for its logs, and has let go of its volumes. */
  static boolean isOver(Pod pod) {
    return phase(pod).equals("Succeeded") || phase(pod).equals("Failed");
  }

  /** Why it is as it is, or why it was taken away; empty if it does not say. */
  static String reason(Pod pod) {
    String own = requireNonNullElse(status(pod).getReason(), "");
    return own.isEmpty() ? disruption(pod).map(PodCondition::getReason).orElse("") : own;
  }

  /** For people. */
  static String message(Pod pod) {
    String own = requireNonNullElse(status(pod).getMessage(), "");
    String told = own.isEmpty() ? disruption(pod).map(PodCondition::getMessage).orElse("") : own;
    return told.isEmpty() ? "the pod was taken away: " + reason(pod) : told;
  }

  static Optional<PodCondition> condition(Pod pod, String type) {
    return requireNonNullElse(status(pod).getConditions(), List.<PodCondition>of()).stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst();
  }

  /** No node has room for it. */
  static Optional<Trouble> unschedulable(Pod pod) {
    return condition(pod, Conditions.POD_SCHEDULED)
        .filter(condition -> Trouble.UNSCHEDULABLE.equals(condition.getReason()))
        .map(PodCondition::getMessage)
        .map(Trouble::unschedulable);
  }

  static List<ContainerStatus> init(Pod pod) {
    return requireNonNullElse(status(pod).getInitContainerStatuses(), List.<ContainerStatus>of());
  }

  static List<ContainerStatus> all(Pod pod) {
    return Stream.concat(
            init(pod).stream(),
            requireNonNullElse(status(pod).getContainerStatuses(), List.<ContainerStatus>of())
                .stream())
        .toList();
  }

  static Optional<ContainerStatus> named(Pod pod, String container) {
    return all(pod).stream().filter(status -> container.equals(status.getName())).findFirst();
  }

  /** What is left out is 0. */
  static int exitCode(ContainerStateTerminated end) {
    return requireNonNullElse(end.getExitCode(), 0);
  }

  /** What is left out is 0. */
  static int restarts(ContainerStatus status) {
    return requireNonNullElse(status.getRestartCount(), 0);
  }

  private static Optional<PodCondition> disruption(Pod pod) {
    return condition(pod, "DisruptionTarget")
        .filter(condition -> "True".equals(condition.getStatus()));
  }

  private static PodStatus status(Pod pod) {
    return requireNonNullElse(pod.getStatus(), new PodStatus());
  }
}
