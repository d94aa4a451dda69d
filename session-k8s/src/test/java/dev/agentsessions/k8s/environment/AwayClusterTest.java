package dev.agentsessions.k8s.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.Fence;
import dev.agentsessions.k8s.content.ContentAddress;
import dev.agentsessions.k8s.operator.ApiConfig;
import dev.agentsessions.k8s.operator.ContentConfig;
import dev.agentsessions.k8s.operator.OperatorConfig;
import dev.agentsessions.k8s.operator.RunnerConfig;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceContents;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that takes connections and never answers. */
@Timeout(60)
final class AwayClusterTest {
  private static final KubernetesEnvironmentsConfig CONFIG =
      new KubernetesEnvironmentsConfig("team", Map.of(), "tests", Duration.ofMillis(200));

  private final Session session =
      EnvironmentTests.session("ses-1", new AgenticSession(List.of(), Optional.empty()));
  private ServerSocket server;
  private KubernetesClient client;
  private SessionWatch watch;
  private Resources resources;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:" + server.getLocalPort())
                    .build())
            .build();
    watch = new SessionWatch(client, CONFIG, woken -> {});
    resources = new Resources(client, CONFIG, watch);
  }

  @AfterEach
  void close() throws IOException {
    watch.close();
    client.close();
    server.close();
  }

  @Test
  @DisplayName("L-01 a cluster that does not answer is not waited for any longer than configured")
  void aSilentClusterIsNotWaitedFor() {
    long before = System.nanoTime();

    assertThatThrownBy(() -> resources.read(session)).isInstanceOf(KubernetesClientException.class);
    assertThatThrownBy(() -> resources.create(session, Fence.NONE))
        .isInstanceOf(KubernetesClientException.class);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  @DisplayName("L-01 a host with an operator starts and closes while its cluster is away")
  void aWholeHostStartsAndCloses() {
    var operator =
        OperatorConfig.of(
            "team",
            ApiConfig.at(URI.create("https://sessions.example/api/v1")),
            ContentConfig.of("content:1"),
            RunnerConfig.of("runner:1"));
    try (WholeHost host = new WholeHost(client, operator)) {
      String id = host.create("");

      host.awaitPhase(id, "Creating");
    }
  }

  @Test
  @DisplayName("L-01 a host starts while its cluster is away, and says of sessions that it is")
  void aHostStartsWhileItsClusterIsAway() {
    watch.start();
    KubernetesEnvironments environments =
        HostBench.environments(
            resources,
            watch,
            new ClusterPods(client, watch, ContentAddress.IN_CLUSTER),
            WorkspaceContents.NONE,
            Ticker.SYSTEM);

    assertThatThrownBy(() -> environments.ensure(session, Fence.NONE))
        .isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> environments.release(session, Fence.NONE, Retention.KEEP))
        .isInstanceOf(Unavailable.class);
  }
}
