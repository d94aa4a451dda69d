package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;
import java.util.Map;

/** Containers of the content service's image, beside a runner or alone, and what holds for all. */
record ContentContainer(AgenticSession session, OperatorConfig config) {
  /** One that serves the session's files. */
  ContainerBuilder serving() {
    return running(SessionJob.CONTENT, config.content().serve())
        .addNewPort()
        .withName(SessionObjects.CONTENT_PORT)
        .withContainerPort(config.content().port())
        .withProtocol("TCP")
        .endPort()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath("/readyz")
        .withPort(new IntOrString(SessionObjects.CONTENT_PORT))
        .endHttpGet()
        .withPeriodSeconds(2)
        .endReadinessProbe();
  }

  ContainerBuilder running(String name, List<String> arguments) {
    return secured(
            name, config.content().image(), config.content().requests(), config.content().limits())
        .withArgs(arguments)
        .withEnv(RunnerEnvironment.system(session, config.api()));
  }

  /** Of any image of the session's. */
  static ContainerBuilder secured(
      String name, String image, Map<String, Quantity> requests, Map<String, Quantity> limits) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(image)
        .withSecurityContext(restricted())
        .withNewResources()
        .withRequests(requests)
        .withLimits(limits)
        .endResources()
        .withVolumeMounts(Mounts.mounts());
  }

  private static SecurityContext restricted() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  /** All containers of a session have one user, or they could not share its files. */
  static PodSecurityContext podSecurity(OperatorConfig config) {
    long user = config.runner().user();
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(user)
        .withRunAsGroup(user)
        .withFsGroup(user)
        .withFsGroupChangePolicy("OnRootMismatch")
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }
}
