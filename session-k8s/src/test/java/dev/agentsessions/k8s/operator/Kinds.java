package dev.agentsessions.k8s.operator;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Stream;

/** Objects of the kinds that sessions have. */
final class Kinds {
  private static final List<Class<? extends HasMetadata>> TYPES =
      List.of(
          PersistentVolumeClaim.class,
          ServiceAccount.class,
          Role.class,
          RoleBinding.class,
          Secret.class,
          Job.class,
          Pod.class,
          Service.class,
          NetworkPolicy.class);

  private Kinds() {}

  static Stream<HasMetadata> in(String namespace, KubernetesClient client) {
    return TYPES.stream()
        .flatMap(type -> client.resources(type).inNamespace(namespace).list().getItems().stream());
  }

  /** Those of all namespaces. */
  static Stream<JsonNode> all(ApplyServer server) {
    return TYPES.stream().flatMap(server::items);
  }

  static void remove(String namespace, KubernetesClient client) {
    TYPES.forEach(type -> client.resources(type).inNamespace(namespace).delete());
  }
}
