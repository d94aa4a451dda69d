package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.worker.RuntimePart;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a cluster has of a session's run, and what of it is missing (R-A12): volume, Job, pods and
 * their containers. Reads only; names find, owners decide.
 */
public final class RunParts {
  private static final String VOLUME = "volume";
  private static final String JOB = "job";
  private static final String POD = "pod";
  private static final String CONTAINER = "container";

  private final AgenticSession session;
  private final KubernetesClient client;
  private final List<RuntimePart> all = new ArrayList<>();

  private RunParts(AgenticSession session, KubernetesClient client) {
    this.session = session;
    this.client = client;
  }

  /**
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if the cluster does not say
   */
  public static List<RuntimePart> of(AgenticSession session, KubernetesClient client) {
    var parts = new RunParts(session, client);
    parts.volume();
    parts.job();
    parts.pods();
    return List.copyOf(parts.all);
  }

  private void volume() {
    String name =
        Optional.ofNullable(session.getStatus().volumeClaim())
            .orElseGet(() -> Names.of(session).claim());
    PersistentVolumeClaim claim =
        client.persistentVolumeClaims().inNamespace(namespace()).withName(name).get();
    if (claim != null) {
      Map<String, String> details = new TreeMap<>();
      Optional.ofNullable(claim.getSpec().getStorageClassName())
          .ifPresent(storageClass -> details.put("storageClass", storageClass));
      Optional.ofNullable(claim.getSpec().getResources().getRequests().get("storage"))
          .ifPresent(size -> details.put("size", size.toString()));
      String phase = claim.getStatus() == null ? null : claim.getStatus().getPhase();
      all.add(RuntimePart.of(VOLUME, name, phase == null ? "Pending" : phase, details));
    } else if (session.getStatus().runs() > 0) {
      all.add(RuntimePart.missing(VOLUME, name, "the session had one"));
    }
  }

  private void job() {
    String name = Names.of(session).job();
    Job job = client.batch().v1().jobs().inNamespace(namespace()).withName(name).get();
    if (job != null && Marks.owns(session, job)) {
      all.add(
          RuntimePart.of(
              JOB,
              name,
              state(job),
              Marks.run(job).map(run -> Map.of("run", run)).orElse(Map.of())));
    } else if (isWanted()) {
      all.add(RuntimePart.missing(JOB, name, "the session is to run"));
    }
  }

  private static String state(Job job) {
    return Optional.ofNullable(job.getStatus())
        .flatMap(status -> Optional.ofNullable(status.getConditions()))
        .flatMap(
            conditions ->
                conditions.stream()
                    .filter(one -> "True".equals(one.getStatus()))
                    .map(one -> one.getType())
                    .filter(type -> type.equals("Complete") || type.equals("Failed"))
                    .findFirst())
        .orElse("Active");
  }

  private void pods() {
    List<Pod> pods =
        client
            .pods()
            .inNamespace(namespace())
            .withLabel(Marks.SESSION, Names.of(session).base())
            .list()
            .getItems()
            .stream()
            .filter(pod -> Marks.runs(session, pod) || Marks.owns(session, pod))
            .toList();
    if (pods.isEmpty() && isWanted()) {
      all.add(RuntimePart.missing(POD, Names.of(session).job(), "the session is to run"));
    }
    pods.forEach(this::pod);
  }

  private void pod(Pod pod) {
    String name = pod.getMetadata().getName();
    String phase = PodStatuses.phase(pod);
    String reason = PodStatuses.reason(pod);
    Map<String, String> details = new TreeMap<>();
    Optional.ofNullable(pod.getSpec().getNodeName()).ifPresent(node -> details.put("node", node));
    all.add(
        new RuntimePart(
            POD,
            name,
            phase.isEmpty() ? "Pending" : phase,
            reason.isEmpty() ? Optional.empty() : Optional.of(PodStatuses.message(pod)),
            details));
    PodStatuses.all(pod).forEach(status -> all.add(container(name, status)));
  }

  private static RuntimePart container(String pod, ContainerStatus status) {
    Map<String, String> details = new TreeMap<>();
    details.put("pod", pod);
    Optional.ofNullable(status.getRestartCount())
        .ifPresent(count -> details.put("restarts", count.toString()));
    Optional.ofNullable(status.getImage()).ifPresent(image -> details.put("image", image));
    Optional<ContainerState> state = Optional.ofNullable(status.getState());
    if (state.filter(one -> one.getRunning() != null).isPresent()) {
      return RuntimePart.of(CONTAINER, status.getName(), "Running", details);
    }
    return state
        .flatMap(one -> Optional.ofNullable(one.getTerminated()))
        .map(
            end ->
                new RuntimePart(
                    CONTAINER,
                    status.getName(),
                    "Terminated",
                    Optional.of("exit " + end.getExitCode()),
                    details))
        .orElseGet(
            () ->
                new RuntimePart(
                    CONTAINER,
                    status.getName(),
                    "Waiting",
                    state
                        .flatMap(one -> Optional.ofNullable(one.getWaiting()))
                        .flatMap(waiting -> Optional.ofNullable(waiting.getReason())),
                    details));
  }

  /** A run that is over keeps nothing that it must. */
  private boolean isWanted() {
    return session.getSpec().desired() == Desired.RUNNING
        && !session.getStatus().phase().isResting();
  }

  private String namespace() {
    return session.getMetadata().getNamespace();
  }
}
