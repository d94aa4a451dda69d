package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;

/**
 * Who may reach a session's pods, and what they may reach: the operator's namespace reaches the
 * content service and is reached for the API; names are looked up; the Internet is open, for that
 * is where models and repositories are. Other pods, nodes and their metadata services are not.
 */
final class SessionPolicy {
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";
  private static final List<String> PRIVATE =
      List.of("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16");
  private static final List<String> PRIVATE_6 = List.of("fc00::/7", "fe80::/10");

  private SessionPolicy() {}

  static NetworkPolicy of(AgenticSession session, OperatorConfig config) {
    LabelSelector operators =
        new LabelSelectorBuilder().addToMatchLabels(NAMESPACE_NAME, config.namespace()).build();
    return new NetworkPolicyBuilder()
        .withMetadata(Marks.meta(session, Names.of(session).policy(), Map.of()))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Marks.labels(Names.of(session)))
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .addNewIngress()
        .addNewFrom()
        .withNamespaceSelector(operators)
        .endFrom()
        .withPorts(port("TCP", new IntOrString(config.content().port())))
        .endIngress()
        .withEgress(
            new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNamespaceSelector(operators)
                .endTo()
                .build(),
            new NetworkPolicyEgressRuleBuilder()
                .withPorts(port("UDP", new IntOrString(53)), port("TCP", new IntOrString(53)))
                .build(),
            all("0.0.0.0/0", PRIVATE),
            all("::/0", PRIVATE_6))
        .endSpec()
        .build();
  }

  private static NetworkPolicyEgressRule all(String network, List<String> but) {
    return new NetworkPolicyEgressRuleBuilder()
        .addNewTo()
        .withNewIpBlock()
        .withCidr(network)
        .withExcept(but)
        .endIpBlock()
        .endTo()
        .build();
  }

  private static NetworkPolicyPort port(String protocol, IntOrString port) {
    return new NetworkPolicyPort(null, port, protocol);
  }
}
