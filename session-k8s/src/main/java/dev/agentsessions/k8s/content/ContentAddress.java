package dev.agentsessions.k8s.content;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Endpoint;
import java.net.URI;

/**
 * How this host reaches a content service of its cluster. Within the cluster, by the name of its
 * Service; a host outside binds another way, such as another {@link AddressTemplate}.
 */
@FunctionalInterface
public interface ContentAddress {
  /** By the name of its Service. */
  ContentAddress IN_CLUSTER = new AddressTemplate("http://{service}.{namespace}.svc:{port}");

  /**
   * @param endpoint as the operator tells it
   * @return of HTTP, without a path
   * @throws SessionException.Unavailable if there is no way
   */
  URI of(Endpoint endpoint);
}
