package dev.agentsessions.k8s.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.k8s.operator.ApplyServer;
import dev.agentsessions.k8s.operator.ClusterTests;
import dev.agentsessions.k8s.operator.Fates;
import dev.agentsessions.k8s.operator.OperatorBench;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.RepositorySpec;
import dev.agentsessions.k8s.resource.RunPhase;
import dev.agentsessions.k8s.resource.RunnerSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From REST to pods and back. */
final class KubernetesHostTest extends ClusterTests {
  private OperatorBench bench;
  private WholeHost host;

  @BeforeEach
  void openHost() {
    bench = new OperatorBench(cluster());
    host = new WholeHost(bench);
  }

  @AfterEach
  void closeHost() {
    host.close();
    bench.close();
  }

  @Test
  @DisplayName("K-01 a session of the API is a resource named by its id, and lives as a local one")
  void aSessionLives() {
    String id = host.create("\"agent\": \"claude\", \"repos\": [" + repo("engine") + "]");

    JsonNode running = host.awaitPhase(id, "Running");
    AgenticSession resource = bench.get(id);
    assertThat(resource.getStatus().phase()).isEqualTo(RunPhase.RUNNING);
    assertThat(resource.getSpec().agent()).isEqualTo("claude");
    assertThat(resource.getSpec().repos())
        .extracting(RepositorySpec::url)
        .containsExactly("https://git.example/engine.git");
    assertThat(resource.getMetadata().getLabels())
        .containsEntry("agentsessions.dev/project", "default")
        .containsEntry("agentsessions.dev/session-id", id);
    assertThat(running.at("/workers/0/state").asText()).isEqualTo("RUNNING");
    assertThat(bench.everything()).anyMatch(object -> object.startsWith("Pod/"));

    host.post(id, "stop", "{}", 202);
    host.awaitPhase(id, "Stopped");
    assertThat(bench.everything()).noneMatch(object -> object.matches("(Pod|Job)/.*"));
    assertThat(bench.get(id).getSpec().desired()).isEqualTo(Desired.STOPPED);
    assertThat(bench.everything()).contains("PersistentVolumeClaim/as-" + id);

    host.post(id, "start", "{}", 202);
    JsonNode again = host.awaitPhase(id, "Running");
    assertThat(again.at("/status/restartCount").asInt()).isEqualTo(1);
    assertThat(bench.get(id).getSpec().run()).isEqualTo(2);
    assertThat(bench.status(id).restartCount()).isEqualTo(1);

    host.delete(id);
    bench.awaitGone(id);
    bench.await(() -> bench.everything().isEmpty());
    bench.await(() -> host.changes().contains("SessionCleaned"));
    assertThat(host.changes())
        .filteredOn(change -> change.startsWith("Session") || change.startsWith("moved"))
        .containsExactly(
            "SessionCreated",
            "moved to SPAWNING",
            "moved to ACTIVE",
            "SessionDesired",
            "moved to TERMINATING",
            "moved to STOPPED",
            "SessionDesired",
            "moved to CREATED",
            "moved to SPAWNING",
            "moved to ACTIVE",
            "SessionDeleted",
            "moved to TERMINATING",
            "SessionCleaned");
    assertThat(host.workers().processes().kept()).isEmpty();
  }

  @Test
  @DisplayName("K-01 a session's runner and resources are its container's, and told as they were")
  void aSessionsRunnerIsItsContainers() {
    String id =
        host.create(
            "\"runner\": {\"image\": \"registry.example/agents:1\", \"command\": [\"run\"],"
                + " \"args\": [\"--all\"]}, \"resources\": {\"requests\": {\"cpu\": \"250m\"},"
                + " \"limits\": {\"cpu\": \"1\", \"memory\": \"1Gi\"}}",
            false);

    JsonNode spec = host.get(id).get("spec");
    assertThat(spec.at("/runner/image").asText()).isEqualTo("registry.example/agents:1");
    assertThat(spec.at("/resources/limits/memory").asText()).isEqualTo("1Gi");

    host.post(id, "start", "{}", 202);
    bench.await(id, seen -> seen.getSpec().runner().image() != null);
    AgenticSession resource = bench.get(id);
    assertThat(resource.getSpec().runner())
        .isEqualTo(new RunnerSpec("registry.example/agents:1", List.of("run"), List.of("--all")));
    bench.await(() -> bench.everything().contains("Job/as-" + id));
    Container container =
        bench
            .client()
            .batch()
            .v1()
            .jobs()
            .inNamespace(bench.namespace())
            .withName("as-" + id)
            .get()
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .getFirst();
    assertThat(container.getImage()).isEqualTo("registry.example/agents:1");
    assertThat(container.getCommand()).containsExactly("run");
    assertThat(container.getArgs()).containsExactly("--all");
    assertThat(container.getResources().getRequests()).containsEntry("cpu", new Quantity("250m"));
    assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity("1Gi"));
  }

  @Test
  @DisplayName("K-04 a runner that ends ends its session, and another start runs it again")
  void aRunnerThatEndsEndsItsSession() {
    String id = host.create("");
    host.awaitPhase(id, "Running");

    bench.fate(id, Fates.exit(0));

    JsonNode completed = host.awaitPhase(id, "Completed");
    assertThat(completed.at("/status/reason").asText()).isEqualTo("RunFinished");

    bench.fate(id, Fates.exit(2));
    host.post(id, "start", "{}", 202);

    JsonNode failed = host.awaitPhase(id, "Failed");
    assertThat(failed.at("/status/reason").asText()).isEqualTo("PrerequisiteFailed");
    assertThat(failed.at("/status/message").asText()).contains("exit 2");

    bench.fate(id, Fates.sleeping());
    host.post(id, "start", "{}", 202);

    host.awaitPhase(id, "Running");
    assertThat(bench.get(id).getSpec().run()).isEqualTo(3);
  }

  @Test
  @DisplayName("K-04 an image that cannot be pulled fails the session with that reason")
  void anImageThatCannotBePulledFailsTheSession() {
    String id = host.create("", false);
    bench.fate(id, Fates.waiting("ErrImagePull"));

    host.post(id, "start", "{}", 202);

    JsonNode failed = host.awaitPhase(id, "Failed");
    assertThat(failed.at("/status/reason").asText()).isEqualTo("ImagePull");
    assertThat(failed.at("/status/message").asText()).contains("ErrImagePull");
  }

  @Test
  @DisplayName(
      "L-11 a resource that somebody deletes under a running session fails it, and says so")
  void aDeletedResourceFailsTheSession() {
    String id = host.create("");
    host.awaitPhase(id, "Running");

    bench.delete(id);

    JsonNode failed = host.awaitPhase(id, "Failed");
    assertThat(failed.at("/status/reason").asText()).isEqualTo("EnvironmentLost");
    assertThat(failed.at("/status/message").asText()).contains("deleted by somebody");
    bench.awaitGone(id);
    host.post(id, "start", "{}", 202);
    host.awaitPhase(id, "Running");
  }

  @Test
  @DisplayName("S-21, S-22, S-23 what changes under a running session reaches its resource")
  void whatChangesReachesTheResource() {
    String id = host.create("\"repos\": [" + repo("engine") + "]");
    host.awaitPhase(id, "Running");

    host.post(id, "repos", repo("wheel"), 202);
    bench.await(id, seen -> seen.getSpec().repos().size() == 2);
    host.put(
        id, "workflow", "{\"gitUrl\": \"https://git.example/flows.git\", \"path\": \"fix\"}", 202);
    bench.await(id, seen -> seen.getSpec().activeWorkflow() != null);

    assertThat(bench.get(id).getSpec().activeWorkflow().path()).isEqualTo("fix");
    assertThat(bench.get(id).getSpec().repos())
        .extracting(RepositorySpec::name)
        .isEqualTo(List.of("engine", "wheel"));
    assertThat(bench.status(id).phase()).isEqualTo(RunPhase.RUNNING);
    assertThat(bench.status(id).restartCount()).isZero();
  }

  @Test
  @DisplayName("S-24 a model reaches the resource, and agents in the pod are restarted with it")
  void aModelReachesTheResource() {
    String id = host.create("\"agent\": \"claude\"");
    host.awaitPhase(id, "Running");

    host.put(id, "model", "{\"model\": \"opus\"}", 202);

    bench.await(id, seen -> seen.getSpec().llm().model().equals("opus"));
    bench.await(() -> host.get(id).at("/workers/0/epoch").asInt() == 2);
    assertThat(host.get(id).at("/status/model/name").asText()).isEqualTo("opus");
    assertThat(bench.status(id).phase()).isEqualTo(RunPhase.RUNNING);
  }

  @Test
  @DisplayName("S-24 a model that the cluster does not allow is taken back, and told")
  void aModelThatTheClusterRefuses() {
    String id = host.create("\"agent\": \"claude\"");
    host.awaitPhase(id, "Running");
    bench
        .cluster()
        .server()
        .refuse(
            request ->
                request.getPath().contains("/agenticsessions/" + id + "?fieldManager=agent-")
                    ? Optional.of(ApplyServer.failure(422, "Invalid", "not that one"))
                    : Optional.empty());

    host.put(id, "model", "{\"model\": \"no-such-model\"}", 202);

    bench.await(() -> host.get(id).at("/spec/llm/model").asText().equals("sonnet"));
    JsonNode back = host.get(id);
    assertThat(back.at("/status/phase").asText()).isEqualTo("Running");
    assertThat(back.at("/status/conditions").toString())
        .contains("ModelSwitched", "no-such-model was refused; not that one");
    assertThat(back.at("/workers/0/epoch").asInt()).isEqualTo(1);
    assertThat(bench.get(id).getSpec().llm().model()).isEqualTo("sonnet");
    bench.cluster().server().refuse(request -> Optional.empty());
  }

  @Test
  @DisplayName("R-A12 what the cluster has of a session is shown, and what is missing says so")
  void whatTheClusterHasIsShown() {
    String id = host.create("\"agent\": \"claude\"");
    host.awaitPhase(id, "Running");

    assertThat(host.get(id + "/runtime").get("parts").findValuesAsText("kind"))
        .contains("environment", "resource", "volume", "job", "pod", "container", "process");

    bench.delete(id);
    host.awaitPhase(id, "Failed");
    bench.awaitGone(id);

    assertThat(host.get(id + "/runtime").get("parts"))
        .filteredOn(part -> part.get("missing").asBoolean())
        .extracting(part -> part.get("kind").asText())
        .containsExactly("resource");
  }

  @Test
  @DisplayName("K-07, T-03 a runner's token opens its own session, and of others nothing")
  void aRunnersTokenOpensItsOwnSession() {
    String own = host.create("\"agent\": \"claude\"");
    String other = host.create("\"agent\": \"claude\"");
    host.awaitPhase(own, "Running");
    host.awaitPhase(other, "Running");
    String token = bench.runnerToken(own);

    assertThat(host.callBy(token, "GET", "/" + own, "", 200).get("id").asText()).isEqualTo(own);
    host.callBy(token, "PUT", "/" + own + "/result", "{\"turns\": 3}", 204);
    host.callBy(token, "POST", "/" + own + "/messages", "{\"text\": \"hello\"}", 202);

    host.callBy(token, "GET", "/" + other, "", 404);
    host.callBy(token, "PUT", "/" + other + "/result", "{\"turns\": 3}", 404);
    host.callBy(token, "POST", "/" + other + "/messages", "{\"text\": \"hello\"}", 404);
    host.callBy(
        token,
        "POST",
        "/" + other + "/tokens/git",
        "{\"url\": \"https://git.example/engine.git\"}",
        403);
    host.callBy("a.b.c", "GET", "/" + own, "", 401);
    host.callBy(token, "GET", "", "", 403);
  }

  @Test
  @DisplayName("K-07 while the cluster does not say whose token it is, a runner hears 503, not 401")
  void theClusterDoesNotSayWhoseTokenItIs() {
    String id = host.create("");
    host.awaitPhase(id, "Running");
    bench
        .cluster()
        .server()
        .refuse(
            request ->
                request.getPath().endsWith("/tokenreviews")
                    ? Optional.of(ApplyServer.failure(500, "InternalError", "as a test says"))
                    : Optional.empty());

    host.callBy(bench.runnerToken(id), "GET", "/" + id, "", 503);

    bench.cluster().server().refuse(request -> Optional.empty());
    host.callBy(bench.runnerToken(id), "GET", "/" + id, "", 200);
  }

  private static String repo(String name) {
    return "{\"url\": \"https://git.example/" + name + ".git\"}";
  }
}
