package dev.agentsessions.k8s.operator;

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
    Leadership leadership) {
  static Tools of(KubernetesClient client, OperatorConfig config, InstantSource clock) {
    return new Tools(
        client,
        config,
        clock,
        new SessionTokens(client, config.api()),
        new SessionEvents(client, clock),
        new Deletions(),
        new Leadership());
  }

  /** In whole seconds, as Kubernetes tells times. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
