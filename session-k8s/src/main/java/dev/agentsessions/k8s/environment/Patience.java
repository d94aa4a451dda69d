package dev.agentsessions.k8s.environment;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;

/** How long a call to the API server may take. */
final class Patience {
  private Patience() {}

  /** The same client, whose calls take so long at most and are tried once. */
  static KubernetesClient bounded(KubernetesClient client, Duration timeout) {
    return client
        .newClient(
            new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestTimeout(Math.toIntExact(timeout.toMillis()))
                .withRequestRetryBackoffLimit(0)
                .build())
        .adapt(KubernetesClient.class);
  }
}
