package dev.agentsessions.content;

import static dev.agentsessions.content.ServiceClient.below;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.testkit.workspace.GitHttpServer;
import dev.agentsessions.testkit.workspace.GitOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a session's owner asks the service in its pod to clone. */
@EnabledOnOs(OS.LINUX)
@EnabledIf("dev.agentsessions.testkit.workspace.GitOrigin#gitIsThere")
class ContentClonesIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String SECRET = "canary-0123456789";
  private static final String COMMAND = "review/.claude/commands/go.md";

  @TempDir Path temp;
  private Path pod;
  private GitOrigin engine;
  private GitOrigin flows;
  private RunningService service;
  private ServiceClient host;
  private long generation = 1;

  @BeforeEach
  void start() throws IOException {
    pod = Files.createDirectories(temp.resolve("pod"));
    engine = GitOrigin.at(temp.resolve("engine.git"), Map.of("README", "hello"));
    flows = GitOrigin.at(temp.resolve("flows.git"), Map.of(COMMAND, "Go."));
    Files.createDirectories(pod.resolve("tokens"));
    Files.writeString(RunningService.runnerToken(pod), "runner");
    open(RunningService.API);
  }

  private void open(String api) {
    service = RunningService.in(pod, api);
    host = new ServiceClient(service.address(), RunningService.TOKEN);
  }

  @AfterEach
  void close() {
    host.close();
    service.close();
  }

  private static String repo(String url, String name) {
    return "{\"url\": \"" + url + "\", \"name\": \"" + name + "\"}";
  }

  private static String engineOf(GitOrigin origin) {
    return repo(origin.path().toString(), "engine");
  }

  private static String repos(String... repos) {
    return "\"repos\": [" + String.join(", ", repos) + "]";
  }

  private static String workflow(String key, Path path, String folder) {
    return ", \"%s\": {\"gitUrl\": \"%s\", \"path\": \"%s\"}".formatted(key, path, folder);
  }

  private ServiceClient.Reply ask(long fence, long generation, String wanted) {
    String body = "{\"generation\": " + generation + ", " + wanted + "}";
    return host.put(below("/runtime/workspace?fence=" + fence), body);
  }

  private JsonNode told(String wanted) {
    return ask(1, generation, wanted).expect(200).json();
  }

  /** What is told once nothing is under way. */
  private JsonNode settled(String wanted) {
    generation++;
    return await()
        .atMost(LONG)
        .pollDelay(Duration.ZERO)
        .until(() -> told(wanted), told -> !told.toString().contains("Cloning"));
  }

  private static List<String> states(JsonNode told) {
    return told.path("reconciledRepos")
        .valueStream()
        .map(repo -> repo.get("state").asText())
        .toList();
  }

  private Path workspace() {
    return service.workspace();
  }

  @Test
  @DisplayName("K-08, S-21 repositories are cloned as the owner says, and git works in them")
  void repositoriesAreCloned() throws IOException {
    GitOrigin wheel = GitOrigin.at(temp.resolve("wheel.git"), Map.of("README", "round"));

    JsonNode one = settled(repos(engineOf(engine)));
    JsonNode two = settled(repos(engineOf(engine), repo(wheel.path().toString(), "wheel")));

    assertThat(states(one)).as(one.toString()).containsExactly("Ready");
    assertThat(states(two)).containsExactly("Ready", "Ready");
    assertThat(workspace().resolve("repos/engine/README")).hasContent("hello");
    assertThat(two.get("directories").valueStream().map(JsonNode::asText))
        .containsExactly(
            workspace().resolve("repos/engine").toString(),
            workspace().resolve("repos/wheel").toString());
    JsonNode status = host.get(below("/git/status?repo=wheel")).expect(200).json();
    assertThat(status.get("branch").asText()).isEqualTo("main");
    host.get(below("/git/status?repo=other")).expect(404);
  }

  @Test
  @DisplayName("K-08, S-22 a repository that is wanted no longer goes, and nothing beside it")
  void aRepositoryIsRemoved() throws IOException {
    settled(repos(engineOf(engine)));
    Files.createDirectories(workspace().resolve("repos/mine"));
    Files.writeString(workspace().resolve("note"), "kept");

    assertThat(settled(repos()).has("reconciledRepos")).isFalse();

    await().atMost(LONG).until(() -> !Files.exists(workspace().resolve("repos/engine")));
    assertThat(workspace().resolve("repos/mine")).isDirectory();
    assertThat(workspace().resolve("note")).hasContent("kept");
    host.get(below("/git/status?repo=engine")).expect(404);
  }

  @Test
  @DisplayName("K-08, S-21 one that cannot be cloned says why, and the others are there")
  void oneFailsAlone() throws IOException {
    String away = repo(temp.resolve("away.git").toString(), "away");

    JsonNode told = settled(repos(away, engineOf(engine)));

    assertThat(states(told)).containsExactly("Failed", "Ready");
    assertThat(told.at("/reconciledRepos/0/message").asText()).contains("away.git");
    GitOrigin.at(temp.resolve("away.git"), Map.of("README", "back"));
    await()
        .atMost(LONG)
        .until(() -> states(told(repos(away, engineOf(engine)))).equals(List.of("Ready", "Ready")));
  }

  @Test
  @DisplayName("K-08, S-23 a workflow is switched; one that fails leaves the one before")
  void aWorkflowIsSwitched() {
    String review = workflow("activeWorkflow", flows.path(), "review");

    JsonNode switched = settled(repos() + review);

    assertThat(switched.at("/reconciledWorkflow/state").asText()).isEqualTo("Ready");
    Path folder = Path.of(switched.get("agentFolder").asText());
    assertThat(folder).startsWith(workspace().resolve("workflows")).isDirectory();

    JsonNode failed =
        settled(
            repos()
                + workflow("activeWorkflow", temp.resolve("none.git"), "")
                + workflow("runningWorkflow", flows.path(), "review"));

    assertThat(failed.at("/reconciledWorkflow/state").asText()).isEqualTo("Failed");
    assertThat(failed.at("/activeWorkflow/gitUrl").asText()).isEqualTo(flows.url().toString());
    assertThat(failed.get("agentFolder").asText()).isEqualTo(folder.toString());
    assertThat(folder).isDirectory();
  }

  @Test
  @DisplayName("K-08, G-10 what the active workflow is made of is read in the pod")
  void theActiveWorkflowIsRead() {
    host.get(below("/workflow")).expect(404);

    settled(repos() + workflow("activeWorkflow", flows.path(), "review"));

    JsonNode shown = host.get(below("/workflow")).expect(200).json();
    assertThat(shown.at("/active/commands/0/name").asText()).isEqualTo("go");
  }

  @Test
  @DisplayName("K-05, K-08 whoever only asks is told what the owner was told last")
  void whoeverAsksIsTold() {
    String wanted = repos(engineOf(engine), repo(temp.resolve("away.git").toString(), "away"));
    assertThat(states(asked())).isEmpty();

    JsonNode told = settled(wanted);

    assertThat(states(asked())).containsExactly("Ready", "Failed");
    assertThat(asked().at("/reconciledRepos/1/message"))
        .isEqualTo(told.at("/reconciledRepos/1/message"));
  }

  private JsonNode asked() {
    return host.get(below("/runtime/workspace")).expect(200).json();
  }

  @Test
  @DisplayName("K-08, L-02 who was replaced changes nothing, nor does a call that comes late")
  void whatIsLateChangesNothing() {
    settled(repos(engineOf(engine)));
    ask(2, 7, repos(engineOf(engine))).expect(200);

    JsonNode replaced = ask(1, 8, repos()).expect(503).json();
    JsonNode late = ask(2, 6, repos()).expect(503).json();

    assertThat(replaced.get("type").asText()).isEqualTo("/problems/stale-fence");
    assertThat(late.get("type").asText()).isEqualTo("/problems/unavailable");
    assertThat(states(ask(2, 7, repos(engineOf(engine))).json())).containsExactly("Ready");
    assertThat(workspace().resolve("repos/engine/README")).exists();
  }

  @Test
  @DisplayName("K-08, T-03 who has not the token, and what is no order, are refused")
  void whatIsWrongIsRefused() {
    try (var stranger = new ServiceClient(service.address(), "f".repeat(64))) {
      stranger.put(below("/runtime/workspace?fence=9"), "{}").expect(401);
    }
    String other = below(RunningService.PROJECT, "ses-other", "/runtime/workspace?fence=9");
    host.put(other, "{\"generation\": 1, " + repos() + "}").expect(404);
    for (String name : List.of("", ".", "..", "a/../..", "/etc", ".git", "-x", "a b")) {
      ask(1, 1, repos(repo(engine.path().toString(), name))).expect(400);
    }
    ask(1, 1, repos(repo("ext::sh -c id", "x"))).expect(400);
    ask(1, 1, repos(engineOf(engine), engineOf(engine))).expect(400);
    ask(1, 0, repos()).expect(400);
    ask(1, 1, "\"more\": 1").expect(400);
    host.put(below("/runtime/workspace"), "{}").expect(400);
    host.put(below("/runtime/workspace?fence=1"), "x").expect(400);
    assertThat(workspace().resolve("repos")).doesNotExist();
  }

  private static String known(long generation, String repos, String... branches) {
    return "{\"generation\": %d, %s, \"protectedBranches\": [%s]}"
        .formatted(generation, repos, String.join(", ", branches));
  }

  private static String branches(GitOrigin origin, String... names) {
    return "{\"url\": \"%s\", \"branches\": [\"%s\"]}"
        .formatted(origin.path(), String.join("\", \"", names));
  }

  private ServiceClient.Reply tell(String what, long fence, String known) {
    return host.put(below("/runtime/" + what + "?fence=" + fence), known);
  }

  /** What is told once the push is over. */
  private JsonNode pushed(String known) {
    return await()
        .atMost(LONG)
        .pollDelay(Duration.ZERO)
        .until(
            () -> tell("push", 1, known).expect(200).json(), told -> told.get("done").asBoolean());
  }

  private static String pushing(GitOrigin to, GitOrigin output) {
    return repos(
        "{\"url\": \"%s\", \"name\": \"engine\", \"autoPush\": true,".formatted(to.path())
            + " \"output\": {\"url\": \"%s\", \"branch\": \"work\"}}".formatted(output.path()));
  }

  @Test
  @DisplayName("G-03, K-08 what is protected is as a host said last, and the usual before")
  void branchesAreProtectedAsTold() throws IOException {
    String wanted = repos(engineOf(engine));
    settled(wanted);
    Files.writeString(workspace().resolve("repos/engine/new"), "mine");
    String push = below("/git/push?repo=engine");

    assertThat(host.post(push).expect(409).json().get("type").asText())
        .isEqualTo("/problems/protected-branch");
    tell("repositories", 1, known(generation, wanted, branches(engine, "other"))).expect(204);
    host.post(push).expect(200);
    tell("repositories", 1, known(generation, wanted, branches(engine, "main"))).expect(204);
    host.post(push).expect(409);
    tell("repositories", 1, known(1, repos(), branches(engine, "other"))).expect(204);

    host.post(push).expect(200); // it is of a spec before, and its repositories are not taken
    assertThat(states(told(wanted))).containsExactly("Ready");
  }

  @Test
  @DisplayName("G-03, K-08 what is new is pushed on the owner's word, again when asked again")
  void whatIsNewIsPushed() throws IOException {
    String wanted = pushing(engine, flows);
    settled(wanted);
    close();
    open(RunningService.API); // as the pod of a volume's, which was told nothing
    Files.writeString(workspace().resolve("repos/engine/new"), "mine");

    JsonNode refused = pushed(known(1, wanted, branches(flows, "work")));
    JsonNode done = pushed(known(1, wanted, branches(flows, "main")));
    JsonNode again = pushed(known(1, wanted, branches(flows, "main")));

    assertThat(refused.get("unpushed").asText()).startsWith("engine: ").contains("work");
    assertThat(done.has("unpushed")).as(done.toString()).isFalse();
    assertThat(again).isEqualTo(done);
    assertThat(flows.path().resolve("refs/heads/work")).exists();
  }

  @Test
  @DisplayName("G-03, K-08, L-02 whoever was replaced, or says no such thing, has nothing pushed")
  void wrongPushesAreRefused() {
    String wanted = pushing(engine, flows);
    settled(wanted);
    tell("repositories", 3, known(generation, wanted)).expect(204);

    for (String what : List.of("repositories", "push")) {
      assertThat(tell(what, 2, known(9, wanted)).expect(503).json().get("type").asText())
          .isEqualTo("/problems/stale-fence");
      tell(what, 3, known(0, wanted)).expect(400);
      tell(what, 3, "{\"generation\": 1, " + wanted + "}").expect(400);
      tell(what, 3, known(1, wanted, "{\"url\": \"ext::x\", \"branches\": []}")).expect(400);
      host.put(below("/runtime/" + what), known(1, wanted)).expect(400);
      try (var stranger = new ServiceClient(service.address(), "f".repeat(64))) {
        stranger.put(below("/runtime/" + what + "?fence=9"), "{}").expect(401);
      }
    }
    assertThat(flows.path().resolve("refs/heads/work")).doesNotExist();
  }

  @Test
  @DisplayName("K-08, F-04 after the service's restart clones and the work in them are there")
  void clonesSurvive() throws IOException {
    String wanted = repos(engineOf(engine)) + workflow("activeWorkflow", flows.path(), "review");
    settled(wanted);
    Files.writeString(workspace().resolve("repos/engine/new"), "mine");

    close();
    open(RunningService.API);

    JsonNode told = told(wanted);
    assertThat(states(told)).containsExactly("Ready");
    assertThat(told.at("/reconciledWorkflow/state").asText()).isEqualTo("Ready");
    assertThat(workspace().resolve("repos/engine/new")).hasContent("mine");
  }

  @Test
  @DisplayName("K-08 a clone that a restart of the service cut off is made again, whole")
  void aCloneThatWasCutOffIsMadeAgain() throws Exception {
    byte[] much = new byte[600 << 10];
    new Random(1).nextBytes(much);
    GitOrigin.at(temp.resolve("big.git"), Map.of("much", new String(much, ISO_8859_1)));
    var underWay = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    Runnable piece =
        () -> {
          underWay.countDown();
          await().atMost(LONG).until(() -> goOn.getCount() == 0);
        };
    try (var api = TokenApi.withNone();
        var server = GitHttpServer.slow(temp, piece)) {
      close();
      open(api.url());
      String wanted = repos(repo(server.url("big.git"), "big"));
      generation++;
      assertThat(states(told(wanted))).containsExactly("Cloning");
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(underWay.getCount()).as(told(wanted).toString()).isZero());

      close();
      goOn.countDown();
      open(api.url());

      assertThat(states(settled(wanted))).containsExactly("Ready");
      assertThat(workspace().resolve("repos/big/much")).exists();
      try (Stream<Path> begun =
          Files.walk(workspace().resolve(".agent-sessions"))
              .filter(path -> path.getParent().endsWith(".cloning"))) {
        assertThat(begun).isEmpty();
      }
    } finally {
      goOn.countDown();
    }
  }

  @Test
  @DisplayName("K-08, T-07, G-05 the owner's credential is asked of the API, and is kept nowhere")
  void theOwnersCredentialIsUsed() throws IOException {
    close();
    try (var api = TokenApi.of(SECRET);
        var server = new GitHttpServer(temp, TokenApi.USERNAME, SECRET, () -> {})) {
      open(api.url());

      JsonNode told = settled(repos(repo(server.url("engine.git"), "engine")));

      assertThat(states(told)).as(told.toString()).containsExactly("Ready");
      assertThat(workspace().resolve("repos/engine/README")).hasContent("hello");
      assertThat(api.asked())
          .containsOnly(
              "/api/v1/projects/%s/sessions/%s/tokens/git Bearer runner {\"url\":\"%s\"}"
                  .formatted(
                      RunningService.PROJECT, RunningService.SESSION, server.url("engine.git")));
      assertThat(told.toString()).doesNotContain(SECRET);
      try (Stream<Path> files = Files.walk(pod)) {
        assertThat(files.filter(Files::isRegularFile)).noneMatch(file -> holds(file, SECRET));
      }
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
    } catch (IOException gone) {
      return false;
    }
  }

  @Test
  @DisplayName(
      "K-08, T-07 where the owner has no credential what needs one says so, and whose it is")
  void noCredential() throws IOException {
    close();
    try (var api = TokenApi.withNone();
        var server = new GitHttpServer(temp, TokenApi.USERNAME, SECRET, () -> {})) {
      open(api.url());

      JsonNode told = settled(repos(repo(server.url("engine.git"), "engine")));

      assertThat(states(told)).containsExactly("Failed");
      assertThat(told.at("/reconciledRepos/0/message").asText())
          .contains("the session's owner stores one");
    }
  }

  @Test
  @DisplayName("K-08, S-01 what a session begins with is cloned before its runner starts")
  void theFirstClonesAreThereBeforeTheRunner() {
    close();

    RunningService.prepare(
        pod,
        "{\"repos\":[{\"url\":\"%s\",\"branch\":\"main\",\"name\":\"engine\",\"newer\":1}]"
                .formatted(engine.path())
            + workflow("activeWorkflow", temp.resolve("away.git"), "")
            + "}");

    assertThat(pod.resolve("workspace/repos/engine/README")).hasContent("hello");
    open(RunningService.API);
    assertThat(states(told(repos(engineOf(engine))))).containsExactly("Ready");
  }
}
