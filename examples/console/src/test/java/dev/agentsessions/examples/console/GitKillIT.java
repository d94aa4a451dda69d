package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentsessions.testkit.workspace.GitHttpServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of a host while its git is at work, and another one over the same data. */
class GitKillIT {
  /** Far more than it takes: a task of a killed host is taken over after some heartbeats. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String PASSWORD = "canary-0d3c91";

  @TempDir Path data;
  @TempDir Path project;
  @TempDir Path remote;

  private HostProcess start() {
    return HostProcess.program(CredentialHost.class, "--port", "0", "--data", data.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  @DisplayName(
      "G-09 a host that is killed while it clones leaves nothing half made, and the next clones")
  void killedWhileItClones(int request) throws Exception {
    var _ = GitRepository.in(project);
    var _ = GitRepository.bare(project, remote.resolve("engine.git"));
    var asked = new AtomicInteger();
    var reached = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Runnable slow =
        () -> {
          if (asked.incrementAndGet() == request) {
            reached.countDown();
            hold(go);
          }
        };
    try (var server = new GitHttpServer(remote, "ada", PASSWORD, slow)) {
      String id;
      try (HostProcess host = start()) {
        var rest = new RestClient(host.awaitReady());
        store(rest, URI.create(server.url("")));
        String body = "{\"url\": \"" + server.url("engine.git") + "\"}";
        id = rest.askProject(201, "POST", "repositories", body).get("id").asText();
        reached.await();
        host.kill();
      }
      List<ProcessHandle> left = gits();
      assertThat(data.resolve("repositories").resolve(id)).isNotEmptyDirectory();

      try (HostProcess again = start()) {
        var rest = new RestClient(again.awaitReady());

        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(
                            rest.askProject(200, "GET", "repositories/" + id, "")
                                .at("/clone/state")
                                .asText())
                        .isEqualTo("ready"));

        assertThat(left).noneMatch(ProcessHandle::isAlive);
        Path folder = data.resolve("repositories").resolve(id);
        assertThat(folder.toFile().list()).containsExactly("engine");
        assertThat(new GitRepository(folder.resolve("engine")).git("rev-parse", "origin/main"))
            .isEqualTo(new GitRepository(project).git("rev-parse", "main"));
        assertThat(new GitRepository(folder.resolve("engine")).git("fsck")).doesNotContain("error");
        again.terminate();
      } finally {
        go.countDown();
      }
    }
  }

  private static void store(RestClient rest, URI server) throws Exception {
    String token = "{\"token\": \"" + PASSWORD + "\", \"username\": \"ada\"}";
    var _ = rest.askHost(204, "PUT", "/git-credentials/" + server.getAuthority(), token);
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Every git that was told of the data directory. */
  private List<ProcessHandle> gits() {
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      return processes
          .filter(
              process ->
                  process.info().commandLine().orElse("").contains(data.toString())
                      && process.info().command().orElse("").endsWith("/git"))
          .toList();
    }
  }

  @Test
  @DisplayName(
      "G-07, L-06 a host that is killed while it makes or removes a worktree does it after all")
  void killedWhileItMakesAndRemovesAWorktree() throws Exception {
    GitRepository repository = GitRepository.in(project);
    Path setUp = remote.resolve("set-up");
    Path cleanUp = remote.resolve("clean-up");
    String path;
    Path worktree;
    try (HostProcess host = start()) {
      var rest = new RestClient(host.awaitReady());
      String noted =
          JsonNodeFactory.instance
              .objectNode()
              .put("path", project.toString())
              .put("setupCommand", gate(setUp))
              .put("cleanupCommand", gate(cleanUp))
              .toString();
      String id = rest.askProject(201, "POST", "repositories", noted).get("id").asText();
      path = "/" + rest.create(session(id)).get("id").asText();
      await().atMost(PATIENCE).until(() -> Files.exists(at(setUp)));
      host.kill();
    }
    Files.createFile(go(setUp));
    try (HostProcess again = start()) {
      var rest = new RestClient(again.awaitReady());
      JsonNode active =
          await()
              .atMost(PATIENCE)
              .until(() -> rest.get(path), it -> it.at("/status/state").asText().equals("ACTIVE"));
      worktree = Path.of(active.at("/status/directory").asText());
      assertThat(worktree.resolve("SessionId.java")).exists();
      assertThat(repository.git("worktree", "list").lines()).hasSize(2);
      assertThat(new GitRepository(worktree).git("status", "--porcelain")).isEmpty();

      rest.ask(200, "DELETE", path + "?worktree=remove", "");
      await().atMost(PATIENCE).until(() -> Files.exists(at(cleanUp)));
      again.kill();
    }
    Files.createFile(go(cleanUp));
    try (HostProcess last = start()) {
      var rest = new RestClient(last.awaitReady());

      await().atMost(PATIENCE).until(() -> !Files.exists(worktree.getParent()));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(repository.git("worktree", "list").lines()).hasSize(1));
      assertThat(repository.git("branch", "--list", "topic")).isEmpty();
      assertThat(repository.git("for-each-ref", "refs/agent-sessions")).isEmpty();
      assertThat(rest.get("").get("items")).isEmpty();
      last.terminate();
    }
    try (Stream<Path> left = Files.list(data.resolve("worktrees"))) {
      assertThat(left.collect(Collectors.toList())).isEmpty();
    }
  }

  private static ObjectNode session(String repository) {
    ObjectNode session = JsonNodeFactory.instance.objectNode().put("kind", "worktree");
    session.putObject("spec").put("repository", repository).put("branch", "topic");
    session
        .putArray("workers")
        .addObject()
        .put("kind", "terminal")
        .putArray("command")
        .add("sleep")
        .add("600");
    return session;
  }

  /** A command that says that it runs, and waits. */
  private static String gate(Path name) {
    return ": > " + at(name) + "; while [ ! -e " + go(name) + " ]; do sleep 0.1; done";
  }

  private static Path at(Path name) {
    return name.resolveSibling(name.getFileName() + ".at");
  }

  private static Path go(Path name) {
    return name.resolveSibling(name.getFileName() + ".go");
  }
}
