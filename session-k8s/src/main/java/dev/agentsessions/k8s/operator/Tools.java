package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.content.ContentAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** What all passes share. Safe for many threads. */
record Tools(
    KubernetesClient client,
    OperatorConfig config,
    InstantSource clock,
    SessionTokens tokens,
    SessionEvents events,
    Deletions deletions,
    Leadership leadership,
    Clones clones) {
  static Tools of(
      KubernetesClient client, OperatorConfig config, InstantSource clock, ContentAddress pods) {
    return new Tools(
        client,
        config,
        clock,
        new SessionTokens(client, config.api()),
        new SessionEvents(client, clock),
        new Deletions(),
        new Leadership(),
        new Clones(pods));
  }

  /** In whole seconds, as Kubernetes tells times. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
