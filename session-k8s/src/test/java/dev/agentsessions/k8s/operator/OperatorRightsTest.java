package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.k8s.operator.Rights.Right;
import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All other tests run under the published rights too, and would see one that is missing. */
final class OperatorRightsTest {
  private static final Set<Right> OF_THE_HOST =
      Set.of(
          new Right("create", AgenticSession.GROUP, "agenticsessions"),
          new Right("delete", AgenticSession.GROUP, "agenticsessions"),
          new Right("create", "authentication.k8s.io", "tokenreviews"),
          // No request: who has it may hold an owner for what it owns.
          new Right("update", AgenticSession.GROUP, "agenticsessions/finalizers"));

  @Test
  @DisplayName(
      "K-11 an operator needs each of its published rights, most of them in any session's life")
  void eachRightIsNeeded() {
    try (var cluster = new MockCluster();
        var bench = new OperatorBench(cluster)) {
      bench.configure(
          config ->
              config
                  .withCopiedSecrets(Set.of("shared"))
                  .withLease(Optional.of(LeaseConfig.DEFAULT)));
      bench.secret("shared", Map.of("KEY", "value"));
      bench.start();
      bench.create("demo");
      bench.awaitPhase("demo", RUNNING);
      bench.set("demo", "desired", "Stopped");
      bench.awaitPhase("demo", STOPPED);
      bench.access("demo", Duration.ofMinutes(10));
      bench.awaitCondition("demo", "ContentAccess", "True");
      bench.set("demo", "desired", "Running");
      bench.awaitPhase("demo", RUNNING);
      bench.delete("demo");
      bench.awaitGone("demo");

      Set<Right> unused = cluster.rights().all();
      unused.removeAll(cluster.rights().used());
      unused.removeAll(OF_THE_HOST);
      assertThat(unused)
          .as("used when something is there already, or was changed by others")
          .allSatisfy(right -> assertThat(right.verb()).isIn("get", "patch"));
    }
  }

  @Test
  @DisplayName(
      "K-11 what is not published is refused: a namespace, nodes, another's Secrets by force")
  void theRestIsRefused() {
    try (var cluster = new MockCluster();
        var client = cluster.client(new Interceptor() {})) {
      assertThatThrownBy(() -> client.namespaces().withName("default").delete())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("may not delete namespaces");
      assertThatThrownBy(() -> client.nodes().list()).hasMessageContaining("may not list nodes");
      assertThatThrownBy(() -> client.secrets().inAnyNamespace().list())
          .hasMessageContaining("may not list secrets");
      assertThatThrownBy(() -> client.services().inNamespace("default").withName("one").delete())
          .hasMessageContaining("may not delete services");
    }
  }
}
