package dev.agentsessions.k8s.environment;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.project.ProjectId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Where a host's sessions on a cluster are. The hosts of one store say the same, and a project does
 * not move while one of its sessions has a resource.
 *
 * @param namespace of projects that have none of their own
 * @param namespaces of projects that have one
 * @param instance tells these hosts' resources from those of others in the same namespace; a
 *     label's value
 * @param timeout longest wait for an answer of the API server, above zero
 */
public record KubernetesEnvironmentsConfig(
    String namespace, Map<ProjectId, String> namespaces, String instance, Duration timeout) {
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

  public KubernetesEnvironmentsConfig {
    namespaces = Map.copyOf(namespaces);
    checkNamespace(namespace);
    namespaces.values().forEach(KubernetesEnvironmentsConfig::checkNamespace);
    checkArgument(LABEL.matcher(instance).matches(), "not a label's value: %s", instance);
    checkArgument(timeout.isPositive(), "timeout: %s", timeout);
  }

  /** All of them in one namespace. */
  public static KubernetesEnvironmentsConfig in(String namespace) {
    return new KubernetesEnvironmentsConfig(
        namespace, Map.of(), "agent-sessions", Duration.ofSeconds(10));
  }

  String namespaceOf(ProjectId project) {
    return namespaces.getOrDefault(project, namespace);
  }

  /** Every namespace that may have sessions, sorted. */
  Set<String> all() {
    Set<String> all = new TreeSet<>(namespaces.values());
    all.add(namespace);
    return all;
  }

  private static void checkNamespace(String namespace) {
    checkArgument(NAMESPACE.matcher(namespace).matches(), "not a namespace: %s", namespace);
  }
}
