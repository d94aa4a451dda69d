package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.k8s.resource.RepositorySpec;
import dev.agentsessions.k8s.resource.WorkflowSpec;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciliation;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a pod is with the clones that its session wanted, when it was asked last.
 *
 * @param pod its uid
 * @param repos that were wanted
 * @param workflow that was wanted
 * @param ofRepos empty: there is none
 * @param ofWorkflow empty: there is none
 * @param active the workflow that is there
 */
record CloneReport(
    String pod,
    List<RepositorySpec> repos,
    @Nullable WorkflowSpec workflow,
    Optional<Reconciliation> ofRepos,
    Optional<Reconciliation> ofWorkflow,
    Optional<ActiveWorkflow> active) {
  /** The spec wants what nobody can clone: no pod is asked. */
  static final Reason INVALID = new Reason("Invalid");

  static CloneReport of(Pod pod, AgenticSessionSpec spec, Provision seen) {
    return new CloneReport(
        pod.getMetadata().getUid(),
        spec.repos(),
        spec.activeWorkflow(),
        Reconciliation.ofRepos(seen),
        Reconciliation.ofWorkflow(seen),
        seen.active());
  }

  static CloneReport invalid(Pod pod, AgenticSessionSpec spec, String why) {
    Optional<Reconciliation> invalid = Optional.of(new Reconciliation(INVALID, why));
    return new CloneReport(
        pod.getMetadata().getUid(),
        spec.repos(),
        spec.activeWorkflow(),
        spec.repos().isEmpty() ? Optional.empty() : invalid,
        spec.activeWorkflow() == null ? Optional.empty() : invalid,
        Optional.empty());
  }

  /** Whether it is of this pod, and of what is wanted now. */
  boolean isOf(Pod pod, AgenticSessionSpec spec) {
    return isOf(pod)
        && repos.equals(spec.repos())
        && Objects.equals(workflow, spec.activeWorkflow());
  }

  boolean isOf(Pod other) {
    return pod.equals(other.getMetadata().getUid());
  }

  /** Whether something was still on its way. */
  boolean isUnderWay() {
    return Stream.of(ofRepos, ofWorkflow)
        .flatMap(Optional::stream)
        .anyMatch(told -> told.reason().equals(Reason.CLONING));
  }
}
