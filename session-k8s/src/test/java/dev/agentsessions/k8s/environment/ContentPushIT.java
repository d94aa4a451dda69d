package dev.agentsessions.k8s.environment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.k8s.operator.ApiWrites;
import dev.agentsessions.k8s.operator.Fates;
import dev.agentsessions.k8s.operator.OperatorBench;
import dev.agentsessions.k8s.operator.TestCluster;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectLimits;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.project.Projects;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.workspace.GitOrigin;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is pushed from pods, and what is not: a host, an operator, real content services in place of
 * the pods' containers, real repositories.
 */
@EnabledOnOs(OS.LINUX)
@EnabledIf("dev.agentsessions.testkit.workspace.GitOrigin#gitIsThere")
final class ContentPushIT {
  private static TestCluster cluster;

  @TempDir Path temp;
  private OperatorBench bench;
  private KubernetesClient user;
  private PodPrograms programs;
  private WholeHost host;
  private GitOrigin engine;
  private GitOrigin fork;

  @BeforeAll
  static void openCluster() {
    cluster = TestCluster.open();
  }

  @AfterAll
  static void closeCluster() {
    cluster.close();
  }

  @BeforeEach
  void open() {
    bench = new OperatorBench(cluster);
    user = cluster.client(new ApiWrites());
    programs = new PodPrograms(temp, this::token);
    programs.keepApart();
    host = new WholeHost(bench, endpoint -> programs.ofPod(session(endpoint.address())));
    engine = GitOrigin.at(temp.resolve("engine.git"), Map.of("README", "hello"));
    fork = GitOrigin.at(temp.resolve("fork.git"), Map.of("README", "hello"));
  }

  @AfterEach
  void close() {
    host.close();
    programs.close();
    user.close();
    bench.close();
  }

  /** {@code as-<session>.<namespace>.svc:<port>} */
  private static SessionId session(String address) {
    return new SessionId(address.substring("as-".length(), address.indexOf('.')));
  }

  /** A pod is asked a last time while it goes. */
  private String token(SessionId session) {
    return Optional.ofNullable(bench.status(session.value()).tokenSecret())
        .map(name -> user.secrets().inNamespace(bench.namespace()).withName(name).get())
        .map(secret -> secret.getData().get("content-token"))
        .map(data -> new String(Base64.getDecoder().decode(data), UTF_8))
        .orElseThrow(() -> new Unavailable("there is no pod of " + session, null));
  }

  /** With a clone of the engine, whose changes go to a branch of the fork. */
  private String running(boolean autoPush) {
    String id =
        host.create(
            "\"repos\": [{\"url\": \"%s\", \"autoPush\": %s, \"output\": {\"url\": \"%s\","
                    .formatted(engine.path(), autoPush, fork.path())
                + " \"branch\": \"work\"}}]");
    host.awaitPhase(id, "Running");
    return id;
  }

  private void write(String id, String text) throws IOException {
    Files.writeString(programs.workspace(new SessionId(id)).resolve("repos/engine/README"), text);
  }

  private static String shown(GitOrigin origin, String branch) {
    try {
      Process git =
          new ProcessBuilder("git", "show", branch + ":README")
              .directory(origin.path().toFile())
              .redirectErrorStream(true)
              .start();
      return new String(git.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void projectProtects(String... branches) {
    host.part(Projects.class)
        .change(
            ProjectId.DEFAULT,
            new ProjectSettings(
                Optional.empty(), ProjectLimits.NONE, false, Optional.of(List.of(branches))));
  }

  private void listedRepositoryProtects(GitOrigin origin, String... branches) {
    host.part(Catalog.class)
        .create(
            Kind.REPOSITORY,
            ProjectId.DEFAULT,
            new Repository(
                new RepositoryId("rep-1"),
                "listed",
                origin.path(),
                new RepositorySettings(
                    Map.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(List.of(branches))),
                Instant.EPOCH));
  }

  private void push(String id, String body, int status) {
    JsonNode answer = host.post(id, "git/push?repo=engine", body, status);
    if (status == 409) {
      assertThat(answer.get("type").asText()).isEqualTo("/problems/protected-branch");
    }
  }

  private static final String TO_OUTPUT = "{\"remote\": \"output\"}";

  @Test
  @DisplayName(
      "G-03, K-08, R-A28 a pod refuses to push to what the host protects: by default, by the"
          + " project, by a listed repository, and also while the session rests")
  void protectedBranches() throws IOException {
    String id = running(false);
    write(id, "mine");

    push(id, "{}", 409);
    assertThat(shown(engine, "main")).isEqualTo("hello");
    projectProtects("work");
    push(id, TO_OUTPUT, 409);
    push(id, "{}", 200);
    assertThat(shown(engine, "main")).isEqualTo("mine");
    listedRepositoryProtects(engine, "main");
    write(id, "more");
    push(id, "{}", 409);
    host.post(id, "git/synchronize?repo=engine", "{}", 409);
    assertThat(shown(engine, "main")).isEqualTo("mine");
    push(id, TO_OUTPUT, 409);

    host.post(id, "stop", "{}", 202);
    host.awaitPhase(id, "Stopped");
    programs.end(new SessionId(id)); // with its pod
    host.post(id, "workspace/access", "", 202);
    bench.await(
        () ->
            host.call("GET", "/" + id + "/workspace/access", "", 200)
                .at("/condition/status")
                .asText()
                .equals("True"));
    push(id, "{}", 409);
    push(id, TO_OUTPUT, 409);
    projectProtects();
    push(id, TO_OUTPUT, 200);
    assertThat(shown(fork, "work")).isEqualTo("more");
    host.call("GET", "/" + id + "/git/status?repo=other", "", 404);
  }

  @Test
  @DisplayName("G-03, K-06 what is new in a pod is pushed before its session is stopped")
  void pushedAtStop() throws IOException {
    String id = running(true);
    write(id, "mine");

    host.post(id, "stop", "{}", 202);
    host.awaitPhase(id, "Stopped");

    assertThat(shown(fork, "work")).isEqualTo("mine");
    assertThat(autoPushed(id)).isEmpty();
    assertThat(bench.everything()).noneMatch(one -> one.endsWith("-access"));
  }

  @Test
  @DisplayName("G-03, K-04 what a run that ended by itself left is pushed from its volume")
  void pushedAfterTheRun() throws IOException {
    String id = running(true);
    write(id, "mine");
    programs.end(new SessionId(id)); // with its pod

    bench.fate(id, Fates.exit(0));
    host.awaitPhase(id, "Completed");

    assertThat(shown(fork, "work")).isEqualTo("mine");
    assertThat(autoPushed(id)).isEmpty();
  }

  @Test
  @DisplayName("G-03 a push that fails in a pod is a condition, and the session rests and goes on")
  void aFailureIsACondition() throws IOException {
    projectProtects("work");
    String id = running(true);
    write(id, "mine");

    host.post(id, "stop", "{}", 202);
    host.awaitPhase(id, "Stopped");

    JsonNode told = autoPushed(id).orElseThrow();
    assertThat(told.get("status").asText()).isEqualTo("False");
    assertThat(told.get("reason").asText()).isEqualTo("PushFailed");
    assertThat(told.get("message").asText()).startsWith("engine: ").contains("work");
    assertThat(shown(fork, "work")).contains("fatal");
    programs.end(new SessionId(id)); // with its pod
    projectProtects();
    host.post(id, "start", "{}", 202);
    host.awaitPhase(id, "Running");
    host.post(id, "stop", "{}", 202);
    host.awaitPhase(id, "Stopped");
    assertThat(autoPushed(id)).isEmpty();
    assertThat(shown(fork, "work")).isEqualTo("mine");
  }

  private Optional<JsonNode> autoPushed(String id) {
    return host.get(id)
        .at("/status/conditions")
        .valueStream()
        .filter(one -> one.get("type").asText().equals("AutoPushed"))
        .findFirst();
  }
}
