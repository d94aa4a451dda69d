package dev.agentsessions.k8s.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The controllers of a cluster, which the mock has not: claims are bound, Jobs get a pod, pods come
 * to what a test has in mind for them and take their time to end, dependents of what is gone are
 * collected. After each write they do what there is to do, on one thread.
 */
public final class Controllers implements AutoCloseable {
  /** After a session's name: of the pod that serves its files while it rests. */
  static final String ACCESS = "/access";

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("controllers").factory());
  private final AtomicBoolean asked = new AtomicBoolean();
  private final AtomicBoolean removed = new AtomicBoolean();
  private final AtomicInteger pods = new AtomicInteger();
  private final Map<String, Fate> fates = new ConcurrentHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final Set<String> delayed = ConcurrentHashMap.newKeySet();
  private volatile ApplyServer server;
  private volatile KubernetesClient client;

  /**
   * @param server is read from without a request, far more often than it is written to
   */
  void use(ApplyServer server, KubernetesClient client) {
    this.server = server;
    this.client = client;
  }

  /**
   * What the runs of a session come to from now on; without, they go on.
   *
   * @param session namespace and name, with a slash between; so everywhere
   */
  void fate(String session, Fate fate) {
    fates.put(session, fate);
    ask();
  }

  /** Pods of the session stay, even when they are to go. */
  void hold(String session) {
    held.add(session);
  }

  void letGo(String session) {
    held.remove(session);
    ask();
  }

  /** Pods of the session go no further than being made. */
  void delay(String session) {
    delayed.add(session);
  }

  /** Something went. */
  void removed() {
    removed.set(true);
  }

  /** Something was written. */
  void ask() {
    if (client != null && asked.compareAndSet(false, true)) {
      try {
        thread.execute(this::settle);
      } catch (RejectedExecutionException e) {
        // The cluster is being closed.
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void settle() {
    asked.set(false);
    try {
      server.all(PersistentVolumeClaim.class).forEach(this::bind);
      List<Pod> pods = server.all(Pod.class).toList();
      server.all(Job.class).forEach(job -> run(job, pods(job, pods)));
      pods.stream().filter(Controllers::isAlone).forEach(this::serve);
      if (removed.getAndSet(false)) {
        collect();
      }
    } catch (RuntimeException e) {
      // Somebody else wrote between; or the server is closed, and the thread too.
      removed();
      ask();
    }
  }

  private void bind(PersistentVolumeClaim claim) {
    if (claim.getStatus() == null || claim.getStatus().getPhase() == null) {
      claim.getSpec().setVolumeName("volume-of-" + claim.getMetadata().getUid());
      claim = client.resource(claim).update();
      claim.setStatus(new PersistentVolumeClaimStatusBuilder().withPhase("Bound").build());
      client.resource(claim).updateStatus();
    }
  }

  private void run(Job job, List<Pod> pods) {
    if (job.isMarkedForDeletion()) {
      remove(job, pods);
    } else if (job.getStatus() == null || job.getStatus().getActive() == null) {
      if (!Verdict.hasGivenUp(job)) {
        client.resource(pod(job)).create();
        tell(job, Fate.ACTIVE);
      }
    } else {
      pods.forEach(pod -> run(job, pod));
    }
  }

  private void run(Job job, Pod pod) {
    String session = key(pod);
    if (pod.getStatus() == null || pod.getStatus().getPhase() == null) {
      tell(pod, Fate.starting());
    } else if (!delayed.contains(session)) {
      Fate fate = fates.get(session);
      if (fate == null) {
        tell(pod, Fate.running());
      } else if (fate.pod().isPresent()) {
        tell(pod, fate.pod().get());
        tell(job, fate.job());
      } else {
        client.resource(pod).delete();
        tell(job, fate.job());
      }
    }
  }

  /** Of a session, not of a Job. */
  private static boolean isAlone(Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getKind().equals("AgenticSession"));
  }

  private void serve(Pod pod) {
    if (pod.isMarkedForDeletion()) {
      if (!held.contains(key(pod))) {
        pod.getMetadata().setFinalizers(List.of());
        client.resource(pod).update();
      }
    } else if (pod.getStatus() == null || pod.getStatus().getPhase() == null) {
      tell(pod, Fate.starting());
    } else if (!delayed.contains(key(pod))) {
      tell(
          pod,
          Optional.ofNullable(fates.get(key(pod) + ACCESS))
              .flatMap(Fate::pod)
              .orElseGet(Fate::serving));
    }
  }

  private static String key(Pod pod) {
    return pod.getMetadata().getNamespace()
        + "/"
        + pod.getMetadata().getAnnotations().get(Marks.NAME);
  }

  private void remove(Job job, List<Pod> pods) {
    if (pods.isEmpty()) {
      job.getMetadata().setFinalizers(List.of());
      client.resource(job).update();
    } else if (pods.stream().noneMatch(pod -> held.contains(key(pod)))) {
      pods.forEach(pod -> client.resource(pod).delete());
    }
  }

  /** What nobody owns any more is removed. */
  private void collect() {
    // Dependents first: their owners were there before them.
    List<JsonNode> dependents =
        Kinds.all(server).filter(object -> owners(object).findAny().isPresent()).toList();
    Set<String> there =
        Stream.concat(server.items(AgenticSession.class), server.items(Job.class))
            .map(object -> object.at("/metadata/uid").asText())
            .collect(Collectors.toSet());
    dependents.stream()
        .filter(object -> owners(object).noneMatch(there::contains))
        .forEach(object -> client.resource(object.toString()).delete());
  }

  private static Stream<String> owners(JsonNode object) {
    return object.at("/metadata/ownerReferences").findValuesAsText("uid").stream();
  }

  private static List<Pod> pods(Job job, List<Pod> pods) {
    return pods.stream()
        .filter(
            pod ->
                pod.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> owner.getUid().equals(job.getMetadata().getUid())))
        .toList();
  }

  private Pod pod(Job job) {
    return new PodBuilder()
        .withNewMetadataLike(job.getSpec().getTemplate().getMetadata())
        .withNamespace(job.getMetadata().getNamespace())
        .withName(job.getMetadata().getName() + "-" + pods.incrementAndGet())
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion(job.getApiVersion())
                .withKind(job.getKind())
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .withController(true)
                .build())
        .endMetadata()
        .withSpec(job.getSpec().getTemplate().getSpec())
        .build();
  }

  private void tell(Pod pod, PodStatus status) {
    if (!Objects.equals(pod.getStatus(), status)) {
      pod.setStatus(status);
      client.resource(pod).updateStatus();
    }
  }

  private void tell(Job job, JobStatus status) {
    if (!Objects.equals(job.getStatus(), status)) {
      job.setStatus(status);
      client.resource(job).updateStatus();
    }
  }
}
