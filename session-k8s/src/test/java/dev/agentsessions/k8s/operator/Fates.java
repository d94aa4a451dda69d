package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.COMPLETED;
import static dev.agentsessions.k8s.resource.RunPhase.CREATING;
import static dev.agentsessions.k8s.resource.RunPhase.FAILED;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPED;

import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of outcomes (K-04). */
public final class Fates {
  private Fates() {}

  /** The run goes on. */
  public static Fate sleeping() {
    return new Fate(
        "sleeping", Fate.ACTIVE, Optional.of(Fate.running()), RunPhase.RUNNING, null, "sleep 3600");
  }

  public static Fate exit(int code) {
    return all().filter(fate -> fate.name().equals("exit " + code)).findFirst().orElseThrow();
  }

  /** A container waits for what will not come. */
  public static Fate waiting(String reason) {
    return all().filter(fate -> fate.name().equals(reason)).findFirst().orElseThrow();
  }

  public static Stream<Fate> all() {
    return Stream.of(
        Fate.exit(0, COMPLETED, "RunFinished"),
        Fate.exit(1, FAILED, "RunnerExit"),
        Fate.exit(2, FAILED, "PrerequisiteFailed"),
        Fate.exit(143, FAILED, "RunnerExit"),
        Fate.exit(255, FAILED, "RunnerExit"),
        new Fate(
            "exit 143 after a stop",
            Fate.failed("PodFailurePolicy"),
            Optional.of(Fate.ended(143, "Error")),
            STOPPED,
            "User",
            "trap 'exit 143' TERM; sleep 3600 & wait"),
        Fate.exit("out of memory", 137, "OOMKilled", FAILED, "OOMKilled", "tail /dev/zero"),
        Fate.exit("killed", 137, "Error", FAILED, "RunnerExit", "kill -9 $$"),
        new Fate(
            "deadline",
            Fate.failed("DeadlineExceeded"),
            Optional.empty(),
            FAILED,
            "Timeout",
            "sleep 3600"),
        failed("workspace not prepared", Fate.unprepared(1), "PrerequisiteFailed"),
        Fate.waiting("ImagePullBackOff", FAILED, "ImagePull"),
        Fate.waiting("ErrImagePull", FAILED, "ImagePull"),
        Fate.waiting("ErrImageNeverPull", FAILED, "ImagePull"),
        Fate.waiting("InvalidImageName", FAILED, "ImagePull"),
        Fate.waiting("CreateContainerConfigError", FAILED, "SpawnFailed"),
        Fate.waiting("ContainerCreating", CREATING, null),
        Fate.waiting("PodInitializing", CREATING, null),
        Fate.crashing(3, CREATING, null),
        Fate.crashing(4, FAILED, "CrashLoop"),
        new Fate(
            "unschedulable",
            Fate.ACTIVE,
            Optional.of(Fate.unschedulable()),
            CREATING,
            "Unschedulable",
            null),
        failed("evicted", Fate.taken("Failed", "Evicted", null), "Evicted"),
        failed("preempted", Fate.taken("Failed", null, "PreemptionByScheduler"), "Evicted"),
        failed("drained", Fate.taken("Failed", null, "EvictionByEvictionAPI"), "Evicted"),
        new Fate(
            "pod lost",
            Fate.failed("BackoffLimitExceeded"),
            Optional.empty(),
            FAILED,
            "PodLost",
            null),
        lost("node unknown", Fate.taken("Unknown", null, null)),
        lost("node lost", Fate.taken("Running", "NodeLost", null)),
        lost("node tainted", Fate.taken("Running", null, "DeletionByTaintManager")));
  }

  private static Fate failed(String name, PodStatus pod, @Nullable String reason) {
    return new Fate(
        name, Fate.failed("BackoffLimitExceeded"), Optional.of(pod), FAILED, reason, null);
  }

  /** The Job has not given up: it does not know yet. */
  private static Fate lost(String name, PodStatus pod) {
    return new Fate(name, Fate.ACTIVE, Optional.of(pod), FAILED, "NodeLost", null);
  }
}
