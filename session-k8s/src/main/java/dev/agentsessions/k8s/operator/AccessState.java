package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/**
 * Whether the files of a session that rests can be reached: a pure function of the pod that serves
 * them.
 *
 * @param reason CamelCase, for programs
 * @param message for people, may be empty
 */
record AccessState(boolean isOpen, String reason, String message) {
  /** Nobody asks. */
  static final AccessState NONE = closed("NotAsked", "");

  static AccessState closed(String reason, String message) {
    return new AccessState(false, reason, message);
  }

  static AccessState of(Pod pod) {
    if (pod.isMarkedForDeletion() || PodStatuses.isOver(pod)) {
      return closed(
          "Ended", "another pod is made when " + pod.getMetadata().getName() + " is gone");
    }
    Optional<Ending> hopeless = Verdict.hopeless(pod);
    if (hopeless.isPresent()) {
      return closed(hopeless.get().reason(), hopeless.get().message());
    }
    return isServing(pod)
        ? new AccessState(true, "Ready", "")
        : PodStatuses.unschedulable(pod)
            .map(trouble -> closed(trouble.reason(), trouble.message()))
            .orElseGet(() -> closed("Starting", ""));
  }

  /** Whether the pod's content service takes calls. */
  static boolean isServing(Pod pod) {
    return PodStatuses.named(pod, SessionJob.CONTENT)
        .filter(status -> Boolean.TRUE.equals(status.getReady()))
        .isPresent();
  }

  /** Whether a status of a session that rests says anything but that nobody asks. */
  static boolean isTold(AgenticSessionStatus status) {
    return status.phase().isResting()
        && status.conditions().stream()
            .filter(condition -> condition.getType().equals(Conditions.CONTENT_ACCESS))
            .anyMatch(condition -> !condition.getReason().equals(NONE.reason()));
  }
}
