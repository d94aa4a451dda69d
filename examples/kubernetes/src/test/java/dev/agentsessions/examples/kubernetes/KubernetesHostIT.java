package dev.agentsessions.examples.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.examples.program.Refusal;
import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, as a person starts it, and a cluster that keeps what is written. */
class KubernetesHostIT {
  private static final Path DEFINITION =
      Path.of("../../session-k8s/deploy/crd/agenticsessions.agentsessions.dev-v1.yml");
  private static final List<String> OPERATOR =
      List.of("--runner-image=runner:1", "--content-image=content:1", "--api-url=http://api:8787");

  @TempDir Path folder;

  private final KubernetesMockServer cluster =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(),
          false);

  @BeforeEach
  void openCluster() throws IOException {
    cluster.init();
    try (var definition = Files.newInputStream(DEFINITION);
        KubernetesClient client = cluster.createClient()) {
      client.load(definition).create();
    }
  }

  @AfterEach
  void closeCluster() {
    cluster.destroy();
  }

  @Test
  @DisplayName("K-01 a host that is given a kubeconfig makes a session of its API a resource there")
  void aSessionIsAResource() throws Exception {
    Process host = start(withKubeconfig(kubeconfig("agents")));
    try {
      URI address = awaitReady(host);

      HttpResponse<String> created =
          post(
              address.resolve("/api/v1/projects/default/sessions"),
              "{\"kind\": \"agentic\", \"spec\": {\"runtime\": \"kubernetes\"}}");

      assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
      try (KubernetesClient client = cluster.createClient()) {
        var sessions = client.resources(AgenticSession.class).inNamespace("agents");
        sessions.waitUntilCondition(session -> session != null, 60, TimeUnit.SECONDS);
        assertThat(sessions.list().getItems())
            .singleElement()
            .satisfies(
                session ->
                    assertThat(created.body())
                        .contains("\"id\":\"" + session.getMetadata().getName() + "\""));
      }
    } finally {
      end(host);
    }
  }

  @Test
  @DisplayName("K-01 a session of this machine is refused by a host that has none on it")
  void noSessionsOfThisMachine() throws Exception {
    Process host = start(withKubeconfig(kubeconfig("agents")));
    try {
      URI sessions = awaitReady(host).resolve("/api/v1/projects/default/sessions");

      HttpResponse<String> quick =
          post(
              sessions,
              "{\"kind\": \"quick\","
                  + " \"spec\": {\"runtime\": \"kubernetes\", \"location\": \"/tmp\"}}");
      HttpResponse<String> here = post(sessions, "{\"kind\": \"agentic\", \"spec\": {}}");

      assertThat(quick.statusCode()).as(quick.body()).isEqualTo(400);
      assertThat(quick.body()).contains("must be agentic");
      assertThat(here.statusCode()).as(here.body()).isEqualTo(400);
      assertThat(here.body()).contains("spec.runtime", "must be kubernetes");
    } finally {
      end(host);
    }
  }

  @Test
  void whatIsNoKubeconfigIsALine() throws Exception {
    Path none = folder.resolve("none");
    Path empty = Files.writeString(folder.resolve("empty"), "apiVersion: v1\nkind: Config\n");
    Path broken = Files.writeString(folder.resolve("broken"), "]");

    assertThat(refusal(withKubeconfig(none)))
        .startsWith("cannot use the kubeconfig " + none)
        .hasLineCount(1);
    assertThat(refusal(withKubeconfig(broken)))
        .startsWith("cannot use the kubeconfig " + broken)
        .hasLineCount(1);
    assertThat(refusal(withKubeconfig(empty)))
        .isEqualTo("no cluster: look for current-context in " + empty + "\n");
  }

  private List<String> withKubeconfig(Path file) {
    return List.of("--kubeconfig", file.toString());
  }

  private Path kubeconfig(String namespace) throws IOException {
    return Files.writeString(
        folder.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        current-context: mock
        contexts:
        - name: mock
          context: {cluster: mock, user: me, namespace: %s}
        clusters:
        - name: mock
          cluster: {server: '%s'}
        users:
        - name: me
          user: {token: none}
        """
            .formatted(namespace, cluster.url("/").replaceAll("/$", "")));
  }

  private Process start(List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dguice_custom_class_loading=CHILD",
            "-Dhttp2.disable=true", // an upgrade where there is no TLS: see MockCluster
            "-cp",
            System.getProperty("java.class.path"),
            KubernetesHost.class.getName(),
            "--port=0",
            "--data=" + folder.resolve("data")));
    command.addAll(OPERATOR);
    command.addAll(options);
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
  }

  private URI awaitReady(Process host) throws IOException {
    String line = host.inputReader(UTF_8).readLine();
    assertThat(line).as(() -> said()).startsWith("ready http://127.0.0.1:");
    return URI.create(line.substring("ready ".length()));
  }

  private String refusal(List<String> options) throws Exception {
    Process host = start(options);
    assertThat(host.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(host.exitValue()).as(() -> said()).isEqualTo(Refusal.EXIT_STATUS);
    return said();
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("err"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> post(URI uri, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }

  /** By TERM, as a person does. */
  private static void end(Process host) throws InterruptedException {
    host.destroy();
    assertThat(host.waitFor(2, TimeUnit.MINUTES)).isTrue();
  }
}
