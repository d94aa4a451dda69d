package dev.agentsessions.examples.kubernetes;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.examples.program.Arguments;
import dev.agentsessions.examples.program.DataOptions;
import dev.agentsessions.examples.program.Refusal;
import dev.agentsessions.examples.program.ServerOptions;
import dev.agentsessions.k8s.content.AddressTemplate;
import dev.agentsessions.k8s.content.ContentAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the command line asks for. {@code help.txt} tells a person the same.
 *
 * @param serverNames other names than the machine's by which this host is reached
 * @param namespace the operator's own; absent: the kubeconfig's
 * @param sessions the namespace of the host's sessions; absent: the operator's
 * @param content how this host reaches sessions' pods
 */
record KubernetesOptions(
    ServerOptions server,
    Set<String> serverNames,
    DataOptions data,
    ClusterOptions cluster,
    Optional<String> namespace,
    Optional<String> sessions,
    ContentAddress content,
    Optional<OperatorOptions> operator) {
  private static final String SERVER_NAME = "--server-name";
  private static final String NAMESPACE = "--namespace";
  private static final String SESSIONS = "--session-namespace";
  private static final String CONTENT = "--content-url";
  private static final Set<String> KNOWN =
      union(
          List.of(
              Set.of(SERVER_NAME, NAMESPACE, SESSIONS, CONTENT),
              ServerOptions.NAMES,
              DataOptions.NAMES,
              ClusterOptions.NAMES,
              OperatorOptions.NAMES));
  private static final Set<String> REPEATABLE =
      union(List.of(Set.of(SERVER_NAME), OperatorOptions.REPEATABLE));

  KubernetesOptions {
    requireNonNull(server, "server");
    serverNames = Set.copyOf(serverNames);
    requireNonNull(data, "data");
    requireNonNull(cluster, "cluster");
    requireNonNull(namespace, "namespace");
    requireNonNull(sessions, "sessions");
    requireNonNull(content, "content");
    requireNonNull(operator, "operator");
  }

  /**
   * @throws Refusal naming everything that is wrong
   */
  static KubernetesOptions of(List<String> commandLine) {
    var arguments = new Arguments(commandLine, KNOWN, OperatorOptions.FLAGS, REPEATABLE);
    var options =
        new KubernetesOptions(
            ServerOptions.of(arguments),
            Set.copyOf(arguments.getAll(SERVER_NAME, KubernetesOptions::serverName)),
            DataOptions.of(arguments),
            ClusterOptions.of(arguments),
            arguments.getAll(NAMESPACE, KubernetesOptions::namespace).stream().findFirst(),
            arguments.getAll(SESSIONS, KubernetesOptions::namespace).stream().findFirst(),
            arguments.get(CONTENT, ContentAddress.IN_CLUSTER, AddressTemplate::new),
            OperatorOptions.of(arguments));
    arguments.check();
    return options;
  }

  static String namespace(String text) {
    if (text.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
      return text;
    }
    throw new IllegalArgumentException("must be the name of a namespace");
  }

  private static String serverName(String text) {
    if (text.matches("[A-Za-z0-9]([-A-Za-z0-9.]{0,251}[A-Za-z0-9])?")) {
      return text;
    }
    throw new IllegalArgumentException("must be a name such as sessions.example.org");
  }

  private static Set<String> union(List<Set<String>> sets) {
    return sets.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }
}
