package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.operator.SessionJob.PREREQUISITE_FAILED;
import static dev.agentsessions.k8s.operator.SessionJob.RUNNER;
import static dev.agentsessions.k8s.operator.SessionJob.TERMINATED;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has become of a run (K-04): a pure function of its Job and pods. A run is judged when its
 * Job has given up; before that only for what no waiting mends.
 *
 * @param pods the Job's, the newest last
 * @param stopping whether the session is no longer wanted Running
 */
record Verdict(Job job, List<Pod> pods, boolean stopping) {
  /** As often a sidecar may fall before the run is given up. */
  private static final int RESTARTS = 3;

  private static final Set<String> PULL =
      Set.of("ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull", "InvalidImageName");
  private static final Set<String> MISCONFIGURED = Set.of("CreateContainerConfigError");
  private static final Set<String> EVICTED =
      Set.of(
          "Evicted",
          "Preempting",
          "EvictionByEvictionAPI",
          "PreemptionByScheduler",
          "TerminationByKubelet");
  private static final Set<String> NODE_LOST =
      Set.of("NodeLost", "NodeShutdown", "Terminated", "DeletionByTaintManager", "DeletionByPodGC");

  Verdict {
    pods = List.copyOf(pods);
  }

  /** Empty: it goes on. */
  Optional<Ending> ending() {
    if (isTrue("Complete")) {
      return Optional.of(Ending.completed());
    }
    Optional<JobCondition> failed = condition("Failed");
    return failed.isPresent()
        ? Optional.of(failure(failed.get()))
        : last().flatMap(Verdict::hopeless);
  }

  private Ending failure(JobCondition failed) {
    if ("DeadlineExceeded".equals(failed.getReason())) {
      return Ending.failed(Ending.TIMEOUT, "the run took longer than it may");
    }
    return last()
        .map(this::failure)
        .orElseGet(() -> Ending.failed("PodLost", "the pod was deleted by somebody"));
  }

  private Ending failure(Pod pod) {
    Optional<Ending> taken = taken(pod);
    if (taken.isPresent()) {
      return taken.get();
    }
    Optional<ContainerStateTerminated> runner = runner(pod).flatMap(Verdict::terminated);
    if (runner.isPresent()) {
      return exit(runner.get());
    }
    return PodStatuses.init(pod).stream()
        .filter(
            status -> terminated(status).filter(end -> PodStatuses.exitCode(end) != 0).isPresent())
        .findFirst()
        .map(Verdict::unprepared)
        .orElseGet(() -> Ending.failed("PodLost", "the pod ended before its runner began"));
  }

  private Ending exit(ContainerStateTerminated end) {
    if ("OOMKilled".equals(end.getReason())) {
      return Ending.failed("OOMKilled", "the runner needed more memory than it may use");
    }
    int code = PodStatuses.exitCode(end);
    if (code == TERMINATED && stopping) {
      return Ending.stopped("the runner ended when it was told to");
    }
    return code == PREREQUISITE_FAILED
        ? Ending.failed("PrerequisiteFailed", "the runner lacks what it needs (exit 2)")
        : Ending.failed("RunnerExit", "the runner ended with exit " + code);
  }

  private static Ending unprepared(ContainerStatus status) {
    ContainerStateTerminated end = status.getState().getTerminated();
    return "OOMKilled".equals(end.getReason())
        ? Ending.failed("OOMKilled", status.getName() + " needed more memory than it may use")
        : Ending.failed(
            "PrerequisiteFailed",
            status.getName() + " ended with exit " + PodStatuses.exitCode(end));
  }

  /** The pod was taken from the run, from outside. */
  private static Optional<Ending> taken(Pod pod) {
    String reason = PodStatuses.reason(pod);
    String message = PodStatuses.message(pod);
    if (EVICTED.contains(reason)) {
      return Optional.of(Ending.failed("Evicted", message));
    }
    return lostNode(pod);
  }

  private static Optional<Ending> lostNode(Pod pod) {
    boolean lost =
        "Unknown".equals(PodStatuses.phase(pod)) || NODE_LOST.contains(PodStatuses.reason(pod));
    return lost
        ? Optional.of(Ending.failed("NodeLost", PodStatuses.message(pod)))
        : Optional.empty();
  }

  /** What ends the run although its Job has not given up. */
  static Optional<Ending> hopeless(Pod pod) {
    Optional<Ending> lost = lostNode(pod);
    if (lost.isPresent()) {
      return lost;
    }
    return PodStatuses.all(pod).stream().flatMap(status -> hopeless(status).stream()).findFirst();
  }

  private static Optional<Ending> hopeless(ContainerStatus status) {
    return Optional.ofNullable(status.getState())
        .flatMap(state -> Optional.ofNullable(state.getWaiting()))
        .flatMap(waiting -> hopeless(status, waiting));
  }

  private static Optional<Ending> hopeless(ContainerStatus status, ContainerStateWaiting waiting) {
    String reason = waiting.getReason() == null ? "" : waiting.getReason();
    String message =
        status.getName()
            + ": "
            + reason
            + (waiting.getMessage() == null ? "" : ": " + waiting.getMessage());
    if (PULL.contains(reason)) {
      return Optional.of(Ending.failed("ImagePull", message));
    }
    if (MISCONFIGURED.contains(reason)) {
      return Optional.of(Ending.failed("SpawnFailed", message));
    }
    boolean loops = reason.equals("CrashLoopBackOff") && PodStatuses.restarts(status) > RESTARTS;
    return loops ? Optional.of(Ending.failed("CrashLoop", message)) : Optional.empty();
  }

  private Optional<Pod> last() {
    return pods.isEmpty() ? Optional.empty() : Optional.of(pods.getLast());
  }

  private static Optional<ContainerStatus> runner(Pod pod) {
    return PodStatuses.named(pod, RUNNER);
  }

  private static Optional<ContainerStateTerminated> terminated(ContainerStatus status) {
    return Optional.ofNullable(status.getState())
        .flatMap(state -> Optional.ofNullable(state.getTerminated()));
  }

  private boolean isTrue(String type) {
    return condition(type).isPresent();
  }

  private Optional<JobCondition> condition(String type) {
    return isSet(job, type);
  }

  /** Whether nothing of the Job will run any more. */
  static boolean hasGivenUp(Job job) {
    return isSet(job, "Complete").or(() -> isSet(job, "Failed")).isPresent();
  }

  private static Optional<JobCondition> isSet(Job job, String type) {
    return Optional.ofNullable(job.getStatus())
        .flatMap(status -> Optional.ofNullable(status.getConditions()))
        .flatMap(
            all ->
                all.stream()
                    .filter(one -> type.equals(one.getType()) && "True".equals(one.getStatus()))
                    .findFirst());
  }
}
