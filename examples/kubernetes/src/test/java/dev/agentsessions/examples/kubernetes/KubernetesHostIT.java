package dev.agentsessions.examples.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.BufferedReader;
import java.io.IOException;
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
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a person starts it, on a mock of a cluster. */
class KubernetesHostIT {
  private static final long SECONDS = 120;

  // Says each request otherwise; held, or its level is collected with it.
  private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

  static {
    REQUESTS.setLevel(Level.WARNING);
  }

  @TempDir Path folder;
  private KubernetesMockServer cluster;
  private Path kubeconfig;

  @BeforeEach
  void openCluster() throws IOException {
    cluster =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesCrudDispatcher(),
            false);
    cluster.init();
    kubeconfig = folder.resolve("config");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters: [{name: test, cluster: {server: "%s"}}]
        contexts: [{name: test, context: {cluster: test, user: test, namespace: team}}]
        users: [{name: test, user: {token: secret}}]
        """
            .formatted(cluster.url("/")));
  }

  @AfterEach
  void closeCluster() {
    cluster.destroy();
  }

  @Test
  @DisplayName("K-01 a host starts against a kubeconfig, serves, and ends by TERM")
  void itServes() throws Exception {
    Process host = start("--kubeconfig", kubeconfig.toString(), "--port", "0");
    try (BufferedReader output = host.inputReader(UTF_8);
        HttpClient http = HttpClient.newHttpClient()) {
      String ready = output.readLine();
      assertThat(ready).as(complaints()).startsWith("ready http://127.0.0.1:");
      URI address = URI.create(ready.substring("ready ".length()));

      assertThat(get(http, address.resolve("/readyz")).statusCode()).isEqualTo(200);
      assertThat(create(http, address, "{\"kind\":\"agentic\",\"spec\":{}}"))
          .as("the runtime of this machine")
          .contains("spec.runtime");
      assertThat(
              create(
                  http,
                  address,
                  "{\"kind\":\"quick\",\"spec\":{\"runtime\":\"kubernetes\",\"location\":\"/\"}}"))
          .contains("must be agentic");
      assertThat(
              create(
                  http,
                  address,
                  "{\"kind\":\"agentic\",\"start\":false,\"spec\":{\"runtime\":\"kubernetes\"}}"))
          .contains("\"phase\":\"Pending\"");
    } finally {
      host.destroy();
      assertThat(host.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(host.exitValue()).isEqualTo(143);
  }

  @ParameterizedTest
  @CsvSource({
    "--prot, 1, unknown option --prot",
    "--port, 65536, '--port must be a number within 0..65535, not 65536'",
    "--kubeconfig, /no/such/file, '--kubeconfig must name a file that can be read, not"
        + " /no/such/file'",
    "--namespace, No_Namespace, '--namespace must be a namespace, not No_Namespace'",
    "--runner-image, 'a b', '--runner-image must be a word without blanks, not a b'",
    "--api-url, pods, '--api-url must be an address such as http://10.0.0.5:8787, not pods'",
    "--bind, 0.0.0.0, '--bind must be a loopback address such as 127.0.0.1, or --auth tokens be"
        + " there'",
  })
  @DisplayName("K-01 a wrong option is one clear line and exit status 2")
  void aWrongOption(String option, String value, String complaint) throws Exception {
    Process host = start(option, value);

    assertThat(host.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(host.exitValue()).isEqualTo(2);
    assertThat(complaints().strip()).contains(complaint);
  }

  private Process start(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dguice_custom_class_loading=CHILD",
                "-cp",
                System.getProperty("java.class.path"),
                KubernetesHost.class.getName(),
                "--data",
                folder.resolve("data").toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile());
    builder.environment().remove("KUBECONFIG");
    return builder.start();
  }

  private String complaints() throws IOException {
    return Files.readString(folder.resolve("errors"));
  }

  private static HttpResponse<String> get(HttpClient http, URI address) throws Exception {
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static String create(HttpClient http, URI host, String body) throws Exception {
    return http.send(
            HttpRequest.newBuilder(host.resolve("/api/v1/projects/default/sessions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .body();
  }
}
