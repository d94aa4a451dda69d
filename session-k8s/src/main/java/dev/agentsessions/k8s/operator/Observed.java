package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is seen of a session and its own objects; what others own is not among them.
 *
 * @param secrets the tokens' and copies
 * @param pods of its Job, the newest last
 * @param accessPod that serves its files while it rests
 * @param clones what a pod of the session has told of them last
 */
record Observed(
    AgenticSession session,
    Optional<PersistentVolumeClaim> claim,
    Optional<ServiceAccount> account,
    List<Secret> secrets,
    Optional<Job> job,
    List<Pod> pods,
    Optional<Pod> accessPod,
    Optional<CloneReport> clones,
    Fixtures fixtures) {
  private static final Comparator<Pod> BY_AGE =
      Comparator.<Pod, String>comparing(pod -> pod.getMetadata().getCreationTimestamp())
          .thenComparing(pod -> pod.getMetadata().getName());

  Observed {
    secrets = List.copyOf(secrets);
    pods = pods.stream().sorted(BY_AGE).toList();
  }

  /** What is there from the first run to the end, and put right when somebody changes it. */
  record Fixtures(
      Optional<Role> role,
      Optional<RoleBinding> binding,
      Optional<Service> service,
      Optional<NetworkPolicy> policy) {
    static final Fixtures NONE =
        new Fixtures(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Optional<Secret> secret(String name) {
    return secrets.stream()
        .filter(secret -> secret.getMetadata().getName().equals(name))
        .findFirst();
  }

  Optional<Secret> tokens() {
    return secret(Names.of(session).tokens());
  }

  /** Of the content service, while the session rests. */
  Optional<Secret> accessToken() {
    return secret(Names.of(session).access());
  }

  /** What is made anew for each run, besides its Job. */
  List<HasMetadata> ofRuns() {
    String access = Names.of(session).access();
    return Stream.<HasMetadata>concat(
            account.stream(),
            secrets.stream().filter(secret -> !secret.getMetadata().getName().equals(access)))
        .toList();
  }

  /** The same, whose run is gone, although a watch may not have told of it yet. */
  Observed withoutRun() {
    return new Observed(
        session, claim, account, secrets, Optional.empty(), List.of(), accessPod, clones, fixtures);
  }

  /** The same with its pods as the cluster has them. */
  Observed with(List<Pod> pods) {
    return new Observed(session, claim, account, secrets, job, pods, accessPod, clones, fixtures);
  }

  /** What the pod that there is now has told of the clones that are wanted now. */
  Optional<CloneReport> currentClones() {
    return clones.filter(
        report -> pod().filter(pod -> report.isOf(pod, session.getSpec())).isPresent());
  }

  Optional<Pod> pod() {
    return pods.isEmpty() ? Optional.empty() : Optional.of(pods.getLast());
  }
}
