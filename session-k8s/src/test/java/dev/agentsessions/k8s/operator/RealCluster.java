package dev.agentsessions.k8s.operator;

import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The cluster of KUBECONFIG. What it has of ours is brought up to date. */
final class RealCluster implements TestCluster {
  private static final Path DEFINITION =
      Path.of("deploy", "crd", "agenticsessions.agentsessions.dev-v1.yml");

  private final KubernetesClient client = client(new Interceptor() {});

  RealCluster() {
    try (var definition = Files.newInputStream(DEFINITION)) {
      client
          .resource(Serialization.unmarshal(definition, CustomResourceDefinition.class))
          .forceConflicts()
          .serverSideApply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public KubernetesClient client(Interceptor interceptor) {
    Config config =
        new ConfigBuilder(Config.autoConfigure(null)).withRequestRetryBackoffLimit(0).build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(
            builder -> builder.addOrReplaceInterceptor("test", interceptor))
        .build();
  }

  @Override
  public String newNamespace() {
    String name = "agent-sessions-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  @Override
  public void remove(String namespace) {
    client.namespaces().withName(namespace).delete();
  }

  @Override
  public Controllers controllers() {
    return abort("a real cluster decides by itself");
  }

  @Override
  public ApplyServer server() {
    return abort("a real API server answers by itself");
  }

  @Override
  public void close() {
    client.close();
  }
}
