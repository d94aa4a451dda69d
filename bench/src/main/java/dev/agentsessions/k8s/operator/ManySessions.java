package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A server that keeps what is written, and in it sessions that run. Whoever writes more than that
 * is counted, and refused: it knows no server-side apply.
 */
public final class ManySessions implements AutoCloseable {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String NAMESPACE = "runs";
  private static final OperatorConfig CONFIG =
      new OperatorConfig(
          NAMESPACE,
          Set.of(NAMESPACE),
          ApiConfig.at(URI.create("https://sessions.example/api/v1")),
          ContentConfig.of("content:1"),
          RunnerConfig.of("runner:1"),
          Set.of(),
          Optional.empty());

  // Says each request otherwise; held, or its level is collected with it.
  private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

  static {
    REQUESTS.setLevel(Level.WARNING);
  }

  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(),
          false);
  private final AtomicInteger writes = new AtomicInteger();
  private final KubernetesClient client;
  private final int count;

  /** Makes so many. */
  public ManySessions(int count) {
    this.count = count;
    server.init();
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(AgenticSession.class));
    try (KubernetesClient cluster = server.createClient()) {
      for (int i = 0; i < count; i++) {
        RunningSession.make(cluster, CONFIG, NOW, "ses-" + i);
      }
      client =
          new KubernetesClientBuilder()
              .withConfig(cluster.getConfiguration())
              .withHttpClientBuilderConsumer(
                  builder -> builder.addOrReplaceInterceptor("writes", new Counter()))
              .build();
    }
  }

  private final class Counter implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      if (!request.method().equals("GET")) {
        writes.incrementAndGet();
      }
    }
  }

  /**
   * Begins an operator that has seen none of them before, and returns when it has looked at all.
   */
  public QuietOperator begin() throws InterruptedException {
    var operator = new QuietOperator(client, CONFIG, InstantSource.fixed(NOW));
    operator.start(count);
    return operator;
  }

  /** What operators have written. */
  public int writes() {
    return writes.get();
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }
}
