package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The objects of a session that are not its Job, as they are wanted. Written so that a cluster
 * gives them back unchanged: what is empty is left out, or each look would find a difference.
 */
record SessionObjects(AgenticSession session, OperatorConfig config) {
  static final String CONTENT_PORT = "content";

  PersistentVolumeClaim claim() {
    var workspace = session.getSpec().workspace();
    return new PersistentVolumeClaimBuilder()
        .withMetadata(Marks.meta(session, names().claim(), Map.of()))
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(
            Optional.ofNullable(workspace.storageClass())
                .or(config.runner()::storageClass)
                .orElse(null))
        .withNewResources()
        .addToRequests(
            "storage", Objects.requireNonNullElse(workspace.size(), config.runner().volumeSize()))
        .endResources()
        .endSpec()
        .build();
  }

  /** One for each run: to delete it revokes the tokens of the run before. */
  ServiceAccount account(int run) {
    return new ServiceAccountBuilder()
        .withMetadata(
            Marks.meta(session, names().account(), Map.of(Marks.RUN, String.valueOf(run))))
        .withAutomountServiceAccountToken(false)
        .build();
  }

  Role role() {
    return new RoleBuilder()
        .withMetadata(Marks.meta(session, names().role(), Map.of()))
        .addNewRule()
        .withApiGroups(AgenticSession.GROUP)
        .withResources("agenticsessions")
        .withResourceNames(session.getMetadata().getName())
        .withVerbs("get")
        .endRule()
        .build();
  }

  RoleBinding binding() {
    return new RoleBindingBuilder()
        .withMetadata(Marks.meta(session, names().role(), Map.of()))
        .withNewRoleRef()
        .withApiGroup("rbac.authorization.k8s.io")
        .withKind("Role")
        .withName(names().role())
        .endRoleRef()
        .addNewSubject()
        .withKind("ServiceAccount")
        .withName(names().account())
        .withNamespace(session.getMetadata().getNamespace())
        .endSubject()
        .build();
  }

  /** The session's copy of a Secret of the operator's. */
  Secret copy(Secret original, int run) {
    return new SecretBuilder()
        .withMetadata(
            Marks.meta(
                session,
                names().copyOf(original.getMetadata().getName()),
                Map.of(Marks.RUN, String.valueOf(run))))
        .withType("Opaque")
        .withData(original.getData())
        .build();
  }

  /**
   * Serves the files of a session that rests, with nothing beside it: no account, no runner.
   *
   * @param claim that has the workspace
   */
  Pod accessPod(String claim) {
    String name = names().access();
    return new PodBuilder()
        .withMetadata(
            Marks.meta(session, name, Map.of(Marks.NAME, session.getMetadata().getName())))
        .withNewSpec()
        .withRestartPolicy("Always")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(ContentContainer.podSecurity(config))
        .withContainers(new ContentContainer(session, config).serving().build())
        .withVolumes(Mounts.volumes(claim, name))
        .endSpec()
        .build();
  }

  /** Without an address of its own: its name leads to the pod. */
  Service service() {
    return new ServiceBuilder()
        .withMetadata(Marks.meta(session, names().service(), Map.of()))
        .withNewSpec()
        .withClusterIP("None")
        .withSelector(Marks.labels(names()))
        .addNewPort()
        .withName(CONTENT_PORT)
        .withPort(config.content().port())
        .withProtocol("TCP")
        // A number: not everything looks for the names of a sidecar's ports.
        .withTargetPort(new IntOrString(config.content().port()))
        .endPort()
        .endSpec()
        .build();
  }

  /** Where the content service is reached, within the cluster. */
  String serviceAddress() {
    return names().service()
        + "."
        + session.getMetadata().getNamespace()
        + ".svc:"
        + config.content().port();
  }

  private Names names() {
    return Names.of(session);
  }
}
