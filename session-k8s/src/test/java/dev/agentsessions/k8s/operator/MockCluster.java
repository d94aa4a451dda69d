package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Fabric8's mock server, which keeps what is written, with {@link ApplyServer}, {@link Controllers}
 * and {@link Rights}.
 */
final class MockCluster implements TestCluster {
  private static final Path DEFINITION =
      Path.of("deploy", "crd", "agenticsessions.agentsessions.dev-v1.yml");

  /** Of all clients: to learn Kubernetes' types takes each of its own as long as most tests do. */
  private static final KubernetesSerialization TYPES = new KubernetesSerialization();

  // Says each request otherwise; held, or its level is collected with it.
  private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

  static {
    REQUESTS.setLevel(Level.WARNING);
  }

  private final Controllers controllers = new Controllers();
  private final ApplyServer server = new ApplyServer(controllers);
  private final Rights rights = Rights.published();
  private final KubernetesMockServer http =
      new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), server, false);
  private final AtomicInteger namespaces = new AtomicInteger();
  private final KubernetesClient client;

  MockCluster() {
    http.init();
    client = builder().build();
    try (var definition = Files.newInputStream(DEFINITION)) {
      client.resource(Serialization.unmarshal(definition, CustomResourceDefinition.class)).create();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    controllers.use(server, client);
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public KubernetesClient client(Interceptor interceptor) {
    return builder()
        .withHttpClientBuilderConsumer(
            builder ->
                builder
                    .addOrReplaceInterceptor("rights", rights)
                    .addOrReplaceInterceptor("test", interceptor))
        .build();
  }

  private KubernetesClientBuilder builder() {
    return new KubernetesClientBuilder()
        .withKubernetesSerialization(TYPES)
        .withConfig(
            new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl(http.url("/").replaceAll("/$", ""))
                .withNamespace("test")
                .withTrustCerts(true)
                // Without TLS it is an upgrade, which no API server is asked for.
                .withHttp2Disable(true)
                .withRequestRetryBackoffLimit(0)
                .build());
  }

  /** What operators and hosts may do. */
  Rights rights() {
    return rights;
  }

  @Override
  public String newNamespace() {
    String name = "test-" + namespaces.incrementAndGet();
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  @Override
  public void remove(String namespace) {
    client.resources(AgenticSession.class).inNamespace(namespace).list().getItems().stream()
        .peek(session -> session.getMetadata().setFinalizers(List.of()))
        .forEach(session -> client.resource(session).update());
    client.resources(AgenticSession.class).inNamespace(namespace).delete();
    Kinds.remove(namespace, client);
    // The mock looks through all that there is for each answer.
    client.v1().events().inNamespace(namespace).delete();
    client.namespaces().withName(namespace).delete();
  }

  @Override
  public Controllers controllers() {
    return controllers;
  }

  @Override
  public ApplyServer server() {
    return server;
  }

  @Override
  public void close() {
    controllers.close();
    client.close();
    http.destroy();
  }
}
