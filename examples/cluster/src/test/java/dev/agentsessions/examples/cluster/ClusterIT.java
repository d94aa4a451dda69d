package dev.agentsessions.examples.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.identity.HostCredential;
import dev.agentsessions.store.postgres.PostgresStoreConfig;
import dev.agentsessions.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_LINES = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Path work;
  private Path audit;
  private Cluster cluster;
  private List<URI> hosts;

  @BeforeEach
  void start() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
    audit = folder.resolve("audit.log");
    cluster =
        Cluster.start(
            3,
            PostgresStoreConfig.at(
                PostgresServer.shared().newDatabase(), PostgresServer.USER, PostgresServer.USER),
            folder,
            new HouseRules(work, audit));
    hosts = cluster.addresses();
  }

  @AfterEach
  void close() {
    cluster.close();
    http.close();
  }

  @Test
  @DisplayName("P-04, M-03 what is asked of one host all show, also those who only listen")
  void whatOneIsAskedAllShow() throws Exception {
    try (Stream<String> heard = events(hosts.get(2))) {
      String session = create(hosts.get(0), work).get("id").asText();

      await().atMost(PATIENCE).until(() -> phase(hosts.get(1), session).equals("Running"));
      post(hosts.get(1), "/" + session + "/stop", "", 202);
      await().atMost(PATIENCE).until(() -> phase(hosts.get(2), session).equals("Stopped"));

      assertThat(
              heard
                  .limit(MOST_LINES) // it ends with the host only, and is never silent for long
                  .filter(line -> line.startsWith("data:"))
                  .anyMatch(line -> line.contains(session) && line.contains("STOPPED")))
          .isTrue();
    }
  }

  @Test
  @DisplayName("X-01 a host's own authorize step refuses, on every host, before anything is stored")
  void aRuleRefuses() throws Exception {
    for (URI host : hosts) {
      JsonNode problem = post(host, "", request(folder), 403);

      assertThat(problem.get("detail").asText()).contains("work below " + work);
    }
    assertThat(get(hosts.get(0), "").get("items")).isEmpty();
  }

  @Test
  @DisplayName("X-01 a host's own step after publish sees what was carried out, once")
  void whatIsCarriedOutIsWrittenDown() throws Exception {
    String session = create(hosts.get(0), work).get("id").asText();
    post(hosts.get(1), "/" + session + "/stop", "", 202);
    post(hosts.get(2), "", request(folder), 403);

    assertThat(Files.readAllLines(audit, UTF_8))
        .containsExactly("user create " + session, "user stop " + session);
  }

  @Test
  @DisplayName("L-12 sessions of a machine that was switched off say so, and others go on")
  void aMachineIsSwitchedOff() throws Exception {
    String lost = create(hosts.get(0), work).get("id").asText();
    String other = create(hosts.get(1), work).get("id").asText();
    for (String session : List.of(lost, other)) {
      await().atMost(PATIENCE).until(() -> phase(hosts.get(2), session).equals("Running"));
    }

    cluster.end(0);

    await().atMost(PATIENCE).until(() -> conditions(lost).contains("NodeUnreachable=True"));
    assertThat(phase(hosts.get(1), lost)).isEqualTo("Running");
    assertThat(conditions(other)).doesNotContain("NodeUnreachable=True");
    post(hosts.get(1), "/" + lost + "/forget", "", 200);
    await().atMost(PATIENCE).until(() -> status(hosts.get(2), "/" + lost) == 404);
    post(hosts.get(2), "/" + other + "/forget", "", 409);
  }

  @Test
  @DisplayName("P-07 a session of one machine is used at every other: terminal, files, output")
  void aSessionIsUsedAnywhere() throws Exception {
    JsonNode session = post(hosts.get(0), "", withShell(work), 201);
    String id = session.get("id").asText();
    String worker = "/" + id + "/workers/" + session.at("/workers/0/id").asText();
    await().atMost(PATIENCE).until(() -> phase(hosts.get(1), id).equals("Running"));

    type(hosts.get(1), worker, "echo said-$((20+22)) | tee said\n");

    await()
        .atMost(PATIENCE)
        .until(() -> text(hosts.get(2), worker + "/output").contains("said-42"));
    assertThat(text(hosts.get(2), "/" + id + "/files/said")).isEqualTo("said-42\n");
  }

  private static String withShell(Path directory) throws IOException {
    ObjectNode request = (ObjectNode) JSON.readTree(request(directory));
    request.putArray("workers").addObject().put("kind", "terminal").putArray("command").add("sh");
    return request.toString();
  }

  private void type(URI host, String worker, String text) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(sessions(host, worker + "/input"))
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofString(text));
    HttpResponse<String> response = send(request);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
  }

  private String text(URI host, String path) throws Exception {
    return send(HttpRequest.newBuilder(sessions(host, path))).body();
  }

  @Test
  @DisplayName("P-07, T-03 hosts know where the others are, and call them as the hosts they are")
  void hostsCallEachOther() throws Exception {
    AgentSessions caller = cluster.host(0);
    URI other =
        caller.get(Hosts.class).observe().stream()
            .filter(host -> host.id().value().equals("host-2"))
            .map(host -> URI.create(host.address().orElseThrow()))
            .findFirst()
            .orElseThrow();
    String secret = caller.get(HostCredential.class).secret().text();

    assertThat(other).isEqualTo(hosts.get(1).resolve("/api/v1"));
    assertThat(as(secret, other + "/projects/default/sessions").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = as(secret, other + "/tokens");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("tokens are for people");
    assertThat(as(secret.replaceFirst("....$", "AAAA"), other + "/tokens").statusCode())
        .isEqualTo(401);
  }

  private HttpResponse<String> as(String secret, String address) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + secret));
  }

  private JsonNode create(URI host, Path directory) throws Exception {
    return post(host, "", request(directory), 201);
  }

  private static String request(Path directory) {
    return JSON.createObjectNode()
        .put("kind", "quick")
        .<ObjectNode>set("spec", JSON.createObjectNode().put("location", directory.toString()))
        .toString();
  }

  private String phase(URI host, String session) throws Exception {
    return get(host, "/" + session).get("status").get("phase").asText();
  }

  private List<String> conditions(String session) throws Exception {
    JsonNode all = get(hosts.get(1), "/" + session).get("status").get("conditions");
    return StreamSupport.stream(all.spliterator(), false)
        .map(each -> each.get("type").asText() + "=" + each.get("status").asText())
        .toList();
  }

  private JsonNode get(URI host, String path) throws Exception {
    return JSON.readTree(send(HttpRequest.newBuilder(sessions(host, path))).body());
  }

  private int status(URI host, String path) throws Exception {
    return send(HttpRequest.newBuilder(sessions(host, path))).statusCode();
  }

  private JsonNode post(URI host, String path, String body, int status) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(sessions(host, path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    HttpResponse<String> response = send(request);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Lines of the project's event stream, from now on. */
  private Stream<String> events(URI host) throws Exception {
    URI stream = host.resolve("/api/v1/projects/default/events");
    return http.send(HttpRequest.newBuilder(stream).build(), BodyHandlers.ofLines()).body();
  }

  private static URI sessions(URI host, String path) {
    return host.resolve("/api/v1/projects/default/sessions" + path);
  }
}
