package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/**
 * The Secrets that a run cannot do without. They are asked for when a run begins and not watched:
 * that would need the right to read every Secret of the cluster.
 *
 * @param copied of the operator's namespace
 * @param own of the session's namespace
 */
record RequiredSecrets(List<Secret> copied, List<Secret> own) {
  RequiredSecrets {
    copied = List.copyOf(copied);
    own = List.copyOf(own);
  }

  /**
   * All of them.
   *
   * @throws Troubled if there is one less
   */
  static RequiredSecrets find(
      KubernetesClient client, AgenticSession session, OperatorConfig config) throws Troubled {
    List<Secret> copied = new ArrayList<>();
    for (String name : config.copiedSecrets().stream().sorted().toList()) {
      copied.add(get(client, config.namespace(), name));
    }
    List<Secret> own = new ArrayList<>();
    for (String name : session.getSpec().secrets()) {
      own.add(get(client, session.getMetadata().getNamespace(), name));
    }
    return new RequiredSecrets(copied, own);
  }

  /** What the runner gets as variables, the session's own last. */
  List<SecretVariables> variables(Names names) {
    List<SecretVariables> variables = new ArrayList<>();
    for (Secret secret : copied) {
      variables.add(SecretVariables.of(names.copyOf(secret.getMetadata().getName()), secret));
    }
    for (Secret secret : own) {
      variables.add(SecretVariables.of(secret.getMetadata().getName(), secret));
    }
    return variables;
  }

  private static Secret get(KubernetesClient client, String namespace, String name)
      throws Troubled {
    Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
    if (secret == null) {
      throw new Troubled(Trouble.secretMissing(namespace + "/" + name));
    }
    return secret;
  }
}
