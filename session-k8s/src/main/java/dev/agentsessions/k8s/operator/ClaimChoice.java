package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/**
 * Which claim has the workspace of a run (K-06). Chosen when a run begins, by what the cluster says
 * then; the Job and the status remember.
 */
record ClaimChoice(KubernetesClient client, AgenticSession session) {
  /**
   * The claim of the run before, as long as it is there; for a first run the claim of the session
   * that it continues, if nobody works in it; else its own.
   */
  String choose() {
    String before = session.getStatus().volumeClaim();
    if (before != null && (before.equals(own()) || find(before).isPresent())) {
      return before;
    }
    String parent = session.getSpec().workspace().continueFrom();
    return before == null && parent != null ? claimOf(parent).orElseGet(this::own) : own();
  }

  /** Whether no pod works in it, and no node has its volume attached. */
  boolean isFree(String claim) {
    return isIdle(claim) && isDetached(claim);
  }

  /** Whether no pod works in it. */
  boolean isIdle(String claim) {
    return pods().stream().noneMatch(pod -> mounts(pod, claim) && !PodStatuses.isOver(pod));
  }

  /** Whether there is such a claim, and will be. */
  boolean exists(String claim) {
    return find(claim).isPresent();
  }

  private String own() {
    return Names.of(session).claim();
  }

  private Optional<String> claimOf(String parent) {
    return Optional.ofNullable(
            client.resources(AgenticSession.class).inNamespace(namespace()).withName(parent).get())
        .filter(other -> !other.isMarkedForDeletion())
        .filter(other -> isAtRest(other.getStatus().phase()))
        .map(
            other ->
                Optional.ofNullable(other.getStatus().volumeClaim())
                    .orElseGet(() -> Names.of(other).claim()))
        .filter(claim -> find(claim).isPresent())
        .filter(this::isFree);
  }

  private static boolean isAtRest(RunPhase phase) {
    return phase == RunPhase.PENDING || phase.isResting();
  }

  private Optional<PersistentVolumeClaim> find(String claim) {
    return Optional.ofNullable(
            client.persistentVolumeClaims().inNamespace(namespace()).withName(claim).get())
        .filter(there -> !there.isMarkedForDeletion());
  }

  private List<Pod> pods() {
    return client
        .pods()
        .inNamespace(namespace())
        .withLabel(Marks.MANAGED_BY, Marks.OPERATOR)
        .list()
        .getItems();
  }

  private static boolean mounts(Pod pod, String claim) {
    return pod.getSpec().getVolumes().stream()
        .anyMatch(
            volume ->
                volume.getPersistentVolumeClaim() != null
                    && volume.getPersistentVolumeClaim().getClaimName().equals(claim));
  }

  private boolean isDetached(String claim) {
    Optional<String> volume = find(claim).map(there -> there.getSpec().getVolumeName());
    return volume.isEmpty()
        || attachments().stream()
            .noneMatch(
                one -> volume.get().equals(one.getSpec().getSource().getPersistentVolumeName()));
  }

  /** None if the operator may not see them: then the cluster alone keeps two nodes apart. */
  private List<VolumeAttachment> attachments() {
    try {
      return client.storage().v1().volumeAttachments().list().getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return List.of();
      }
      throw e;
    }
  }

  private String namespace() {
    return session.getMetadata().getNamespace();
  }
}
