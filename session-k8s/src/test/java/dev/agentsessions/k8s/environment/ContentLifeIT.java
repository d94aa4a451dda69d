package dev.agentsessions.k8s.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.k8s.operator.ApiConfig;
import dev.agentsessions.k8s.operator.ClusterTests;
import dev.agentsessions.k8s.operator.OperatorBench;
import dev.agentsessions.k8s.operator.OperatorConfig;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.TerminalClient;
import dev.agentsessions.testkit.workspace.GitOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of an agentic session, from REST to its pods and back: a host, an operator, real content
 * services in place of the pods' containers, real repositories, and an agent on a real terminal.
 */
@EnabledOnOs(OS.LINUX)
@EnabledIf("dev.agentsessions.testkit.workspace.GitOrigin#gitIsThere")
final class ContentLifeIT extends ClusterTests {
  @TempDir Path temp;
  private OperatorBench bench;
  private PodPrograms programs;
  private WholeHost host;
  private GitOrigin engine;
  private GitOrigin wheel;

  @BeforeEach
  void open() throws IOException {
    bench = new OperatorBench(cluster());
    bench.configure(ContentLifeIT::refreshingSoon);
    programs = new PodPrograms(temp, session -> secret(session, "content-token"));
    programs.keepApart();
    host = new WholeHost(bench, endpoint -> programs.of(session(endpoint.address())));
    engine = GitOrigin.at(temp.resolve("engine.git"), Map.of("README", "hello"));
    wheel = GitOrigin.at(temp.resolve("wheel.git"), Map.of("README", "round"));
  }

  /** As often as an operator looks. */
  private static OperatorConfig refreshingSoon(OperatorConfig usual) {
    ApiConfig api = usual.api();
    return new OperatorConfig(
        usual.namespace(),
        usual.watched(),
        new ApiConfig(api.url(), api.audience(), api.tokenLifetime(), Duration.ofSeconds(1)),
        usual.content(),
        usual.runner(),
        usual.copiedSecrets(),
        usual.lease());
  }

  @AfterEach
  void close() {
    host.close();
    programs.close();
    bench.close();
  }

  /** {@code as-<session>.<namespace>.svc:<port>} */
  private static SessionId session(String address) {
    return new SessionId(address.substring("as-".length(), address.indexOf('.')));
  }

  private String secret(SessionId session, String name) {
    return bench.secretValue(session.value(), name).orElseThrow();
  }

  private static String repo(GitOrigin origin) {
    return "{\"url\": \"" + origin.path() + "\"}";
  }

  private String created() {
    String id =
        host.create(
            "\"agent\": \"scripted\", \"repos\": [" + repo(engine) + ", " + repo(wheel) + "]");
    host.awaitPhase(id, "Running");
    return id;
  }

  private Path workspace(String id) {
    return programs.workspace(new SessionId(id));
  }

  /** What an agent is told of. */
  private String repos(String id, String... names) {
    String repos = workspace(id).resolve("repos").toString();
    return String.join(":", List.of(names).stream().map(name -> repos + "/" + name).toList());
  }

  private String agent(String id) {
    return host.get(id).at("/workers/0/id").asText();
  }

  /** Waits until the agent's process of an epoch has said where it runs, and what it sees. */
  private void awaitSaid(String id, int epoch, String folder, String directories) {
    awaitRunning(id, epoch);
    try (TerminalClient client = host.join(id, agent(id))) {
      client.awaitShown("<" + folder + "|" + directories + ">");
    }
  }

  private void awaitRunning(String id, int epoch) {
    bench.await(
        () -> {
          JsonNode agent = host.get(id).at("/workers/0");
          return agent.get("epoch").asInt() == epoch
              && agent.get("state").asText().equals("RUNNING");
        });
  }

  private int restarts(String id) {
    return host.get(id).at("/status/restartCount").asInt();
  }

  @Test
  @DisplayName(
      "K-08, S-21, S-22, S-23, S-09 a session lives in pods: repositories and workflows come and go"
          + " under its agent, it stops, continues, is cloned and deleted")
  void life() {
    String id = created();
    String root = workspace(id).toString();
    awaitSaid(id, 1, root, repos(id, "engine", "wheel"));
    assertThat(restarts(id)).isZero();

    GitOrigin brake = GitOrigin.at(temp.resolve("brake.git"), Map.of("README", "stop"));
    host.post(id, "repos", repo(brake), 202);
    awaitSaid(id, 2, root, repos(id, "engine", "wheel", "brake"));
    assertThat(restarts(id)).isEqualTo(1);
    awaitSaidOfResource(id, "ReposReconciled", "Cloned");
    JsonNode listed = host.call("GET", "/" + id + "/repos", "", 200);
    assertThat(listed.findValuesAsText("state")).containsExactly("Ready", "Ready", "Ready");
    JsonNode files = host.call("GET", "/" + id + "/files?path=repos/brake/README", "", 200);
    assertThat(files.at("/items/0/size").asInt()).isEqualTo("stop".length());
    host.call("GET", "/" + id + "/git/status?repo=brake", "", 200);

    host.call("DELETE", "/" + id + "/repos/engine", "", 202);
    awaitSaid(id, 3, root, repos(id, "wheel", "brake"));
    assertThat(workspace(id).resolve("repos/engine")).doesNotExist();

    GitOrigin flows =
        GitOrigin.at(temp.resolve("flows.git"), Map.of("review/.claude/commands/go.md", "Go."));
    host.put(id, "workflow", "{\"gitUrl\": \"" + flows.path() + "\", \"path\": \"review\"}", 202);
    awaitRunning(id, 4);
    JsonNode switched = host.get(id).get("status");
    String folder = switched.get("agentFolder").asText();
    awaitSaid(id, 4, folder, repos(id, "wheel", "brake"));
    awaitSaidOfResource(id, "WorkflowReconciled", "Cloned");
    assertThat(folder).startsWith(root + "/workflows/").endsWith("/review");
    JsonNode workflow = host.call("GET", "/" + id + "/workflow", "", 200);
    assertThat(workflow.at("/active/commands/0/name").asText()).isEqualTo("go");

    host.post(id, "stop", "{}", 202);
    host.awaitPhase(id, "Stopped");
    programs.end(new SessionId(id)); // with its pod
    host.post(id, "start", "{}", 202);
    host.awaitPhase(id, "Running");
    awaitSaid(id, 5, folder, repos(id, "wheel", "brake"));

    String copy = host.post(id, "clone", "{}", 201).get("id").asText();
    host.awaitPhase(copy, "Running");
    awaitSaid(
        copy, 1, folder.replace(root, workspace(copy).toString()), repos(copy, "wheel", "brake"));

    host.delete(id);
    bench.awaitGone(id);
    host.call("GET", "/" + id, "", 404);
    assertThat(host.get(copy).at("/status/phase").asText()).isEqualTo("Running");
  }

  @Test
  @DisplayName("K-08, S-21, S-23 what cannot be cloned is told, and all else goes on")
  void whatCannotBeCloned() {
    String id = created();
    awaitSaid(id, 1, workspace(id).toString(), repos(id, "engine", "wheel"));

    String away = "{\"url\": \"" + temp.resolve("away.git") + "\"}";
    host.post(id, "repos", away, 202);
    bench.await(
        () -> condition(id, "ReposReconciled").at("/reason").asText().equals("CloneFailed"));
    host.put(id, "workflow", away.replace("url", "gitUrl"), 202);
    bench.await(
        () -> condition(id, "WorkflowReconciled").at("/reason").asText().equals("CloneFailed"));

    assertThat(condition(id, "ReposReconciled").get("message").asText()).contains("away: ");
    awaitSaidOfResource(id, "ReposReconciled", "CloneFailed");
    awaitSaidOfResource(id, "WorkflowReconciled", "CloneFailed");
    assertThat(host.get(id).at("/status/phase").asText()).isEqualTo("Running");
    assertThat(restarts(id)).isZero();
    assertThat(Files.exists(workspace(id).resolve("repos/away"))).isFalse();
  }

  /** The operator says so of all that the spec has now. */
  private void awaitSaidOfResource(String id, String type, String reason) {
    bench.await(
        id,
        session ->
            session.getStatus().conditions().stream()
                .anyMatch(one -> type.equals(one.getType()) && reason.equals(one.getReason())));
  }

  private JsonNode condition(String id, String type) {
    for (JsonNode one : host.get(id).at("/status/conditions")) {
      if (one.get("type").asText().equals(type)) {
        return one;
      }
    }
    return host.get(id).path("none");
  }

  @Test
  @DisplayName(
      "K-07, T-03 a token that is refreshed is seen by what runs, and is for its session alone")
  void tokens() {
    String id = created();
    String other = created();
    SessionId session = new SessionId(id);
    String first = secret(session, "token");
    Path file = programs.mount(session, "token", first);
    String worker =
        host.post(
                id,
                "workers",
                "{\"kind\": \"terminal\", \"command\": [\"sh\", \"-c\", \"while read line; do cat"
                    + " %s; echo; done\"]}".formatted(file),
                201)
            .get("id")
            .asText();
    bench.await(
        () ->
            host.call("GET", "/" + id + "/workers/" + worker, "", 200)
                .get("state")
                .asText()
                .equals("RUNNING"));

    bench.await(() -> !secret(session, "token").equals(first));
    String second = secret(session, "token");
    programs.mount(session, "token", second);

    try (TerminalClient client = host.join(id, worker)) {
      client.next("caught-up");
      client.type("\n");
      client.awaitShown(second);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(host.callBy(second, "GET", "/" + id, "", 200).get("id").asText()).isEqualTo(id);
    String others = secret(new SessionId(other), "token");
    String url = "{\"url\": \"https://example.org/engine.git\"}";
    host.callBy(others, "GET", "/" + id, "", 404);
    host.callBy(others, "POST", "/" + id + "/tokens/git", url, 403);
  }
}
