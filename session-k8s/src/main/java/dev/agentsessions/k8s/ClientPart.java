package dev.agentsessions.k8s;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Inject;

/** Closes the client when all that use it are closed. */
final class ClientPart implements HostPart {
  private final KubernetesClient client;

  @Inject
  ClientPart(KubernetesClient client) {
    this.client = requireNonNull(client, "client");
  }

  @Override
  public void start() {}

  @Override
  public void close() {
    client.close();
  }
}
