package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is seen of a session and its own objects; what others own is not among them.
 *
 * @param secrets the tokens' and copies
 * @param pods of its Job, the newest last
 */
record Observed(
    AgenticSession session,
    Optional<PersistentVolumeClaim> claim,
    Optional<ServiceAccount> account,
    List<Secret> secrets,
    Optional<Job> job,
    List<Pod> pods) {
  private static final Comparator<Pod> BY_AGE =
      Comparator.<Pod, String>comparing(pod -> pod.getMetadata().getCreationTimestamp())
          .thenComparing(pod -> pod.getMetadata().getName());

  Observed {
    secrets = List.copyOf(secrets);
    pods = pods.stream().sorted(BY_AGE).toList();
  }

  Optional<Secret> secret(String name) {
    return secrets.stream()
        .filter(secret -> secret.getMetadata().getName().equals(name))
        .findFirst();
  }

  Optional<Secret> tokens() {
    return secret(Names.of(session).tokens());
  }

  Optional<Pod> pod() {
    return pods.isEmpty() ? Optional.empty() : Optional.of(pods.getLast());
  }
}
