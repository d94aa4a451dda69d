package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.k8s.operator.RunParts;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.RuntimePart;
import dev.agentsessions.worker.RuntimeParts;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the cluster has of a session: its resource, and of its run what {@link RunParts} finds. What
 * this host may not look at is Unknown, and says so.
 */
final class KubernetesParts implements RuntimeParts {
  private static final String RESOURCE = "resource";

  private final KubernetesClient client;
  private final KubernetesEnvironmentsConfig config;
  private final Tags tags;

  @Inject
  KubernetesParts(KubernetesClient client, KubernetesEnvironmentsConfig config) {
    this.client = Patience.bounded(client, config.timeout());
    this.config = requireNonNull(config, "config");
    this.tags = new Tags(config.instance());
  }

  @Override
  public List<RuntimePart> of(Session session) {
    String name = session.id().value();
    try {
      return find(session)
          .map(resource -> Stream.concat(Stream.of(part(resource)), run(resource)).toList())
          .orElseGet(
              () ->
                  session.state() == SessionState.CREATED
                      ? List.of()
                      : List.of(
                          RuntimePart.missing(RESOURCE, name, "the cluster has none of its name")));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return List.of(hidden(RESOURCE, name, e));
      }
      throw new SessionException.Unavailable("the cluster does not answer", e);
    }
  }

  private Optional<AgenticSession> find(Session session) {
    if (!Tags.isName(session.id())) {
      return Optional.empty();
    }
    return Optional.ofNullable(
            client
                .resources(AgenticSession.class)
                .inNamespace(config.namespaceOf(session.identity().project()))
                .withName(session.id().value())
                .get())
        .filter(resource -> tags.areOn(resource, session));
  }

  private static RuntimePart part(AgenticSession resource) {
    return new RuntimePart(
        RESOURCE,
        resource.getMetadata().getName(),
        resource.getStatus().phase().word(),
        Optional.ofNullable(resource.getStatus().message()),
        Map.of("namespace", resource.getMetadata().getNamespace()));
  }

  private Stream<RuntimePart> run(AgenticSession resource) {
    try {
      return RunParts.of(resource, client).stream();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Stream.of(hidden("run", resource.getMetadata().getName(), e));
      }
      throw e;
    }
  }

  private static RuntimePart hidden(String kind, String name, KubernetesClientException why) {
    return new RuntimePart(
        kind,
        name,
        RuntimePart.UNKNOWN,
        Optional.of("this host may not look: " + why.getMessage()),
        Map.of());
  }
}
