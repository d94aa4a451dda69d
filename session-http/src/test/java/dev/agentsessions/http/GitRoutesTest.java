package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.testkit.FakeWorkspaceGit;
import dev.agentsessions.workspace.GitException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRoutesTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();
  private final FakeWorkspaceGit git = host.world().git();
  private final String session =
      SESSIONS + "/" + client.createResting("git" + System.nanoTime()).get("slug").asText();
  private final String base = session + "/git";

  private JsonNode get(String path) {
    return client.get(base + path).expect(200).json();
  }

  @Test
  @DisplayName("G-01 R-A19 the status of a session's repository is told, also at rest")
  void statusIsTold() {
    JsonNode status = get("/status");

    assertThat(status.get("initialized").asBoolean()).isTrue();
    assertThat(status.get("branch").asText()).isEqualTo("topic");
    assertThat(status.get("remoteUrl").asText()).isEqualTo("https://example.org/engine.git");
    assertThat(status.get("hasChanges").asBoolean()).isTrue();
    assertThat(status.get("uncommittedFiles").asInt()).isEqualTo(1);
    assertThat(status.get("ahead").asInt()).isEqualTo(2);
    client.get(base + "/status?repo=other").expect(404);
  }

  @Test
  @DisplayName("G-02 R-A29 differences are told against a base, and those of one file")
  void differencesAreTold() {
    JsonNode diff = get("/diff?base=merge-base:main");
    JsonNode file = get("/diff/file?path=README&context=1");

    assertThat(diff.get("files").get(0).get("kind").asText()).isEqualTo("modified");
    assertThat(diff.get("totalAdded").asInt()).isEqualTo(1);
    assertThat(file.get("patch").asText()).endsWith("+world\n");
    assertThat(file.get("path").asText()).isEqualTo("README");
    assertThat(git.told())
        .contains("diff MergeBase[revision=main]", "diff Revision[revision=HEAD] README 1");
    client.get(base + "/diff/file").expect(400);
    client.get(base + "/diff/file?path=none").expect(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/diff?base=--output%3Dx", "/diff?base=a%0Ab", "/diff?other=x", "/merge-status"})
  @DisplayName("G-06 what git might take for an option, and what is unknown, is refused")
  void whatIsWrongIsRefused(String path) {
    client.get(base + path).expect(400);
  }

  @Test
  @DisplayName("G-03 R-A22 R-A23 branches are listed and made")
  void branchesAreListedAndMade() {
    client.post(base + "/branches", "{\"name\":\"made\",\"from\":\"main\"}").expect(201);

    assertThat(get("/branches").get("local").toString()).contains("\"made\"");
    assertThat(git.told()).contains("branch made from main");
    client.post(base + "/branches", "{\"name\":\"made\"}").expect(409);
    client.post(base + "/branches", "{}").expect(400);
    client.post(base + "/branches", "{\"name\":\"x\",\"force\":true}").expect(400);
    assertThat(get("/merge-status?with=main").get("conflicts").get(0).asText()).isEqualTo("README");
  }

  @Test
  @DisplayName("G-03 R-A20 a push protects what the project protects, by default the usual ones")
  void aPushProtectsBranches() {
    JsonNode pushed =
        client
            .post(
                base + "/push",
                "{\"message\":\"Do it\",\"author\":{\"name\":\"Ada\",\"email\":\"a@example.org\"}}")
            .expect(200)
            .json();

    assertThat(pushed.get("pushed").asBoolean()).isTrue();
    assertThat(git.told().getLast()).contains("Do it", "Ada", "[main, master, develop]");
    client
        .put("/api/v1/projects/default/settings", "{\"protectedBranches\":[\"topic\"]}")
        .expect(200);
    assertThat(client.post(base + "/push").expect(409).json().get("type").asText())
        .isEqualTo("/problems/protected-branch");
    client.put("/api/v1/projects/default/settings", "{}").expect(200);
    client.post(base + "/push").expect(200);
    client.post(base + "/push", "{\"message\":\" \"}").expect(400);
    client.post(base + "/push", "{\"author\":{\"name\":\"A\\nB\",\"email\":\"x\"}}").expect(400);
  }

  @Test
  @DisplayName("G-03 G-04 R-A21 R-A25 R-A35 the other changes are made, and their refusals told")
  void otherChangesAreMade() {
    assertThat(client.post(base + "/pull").expect(200).json().get("changed").asBoolean()).isFalse();
    assertThat(client.post(base + "/synchronize").expect(200).json().get("message").asText())
        .isEqualTo("no changes");
    assertThat(client.post(base + "/abandon").expect(200).json().get("changes").asText())
        .isEqualTo("abandoned");

    git.failNext(new GitException.Conflict("a synchronization", List.of("a", "b")));
    JsonNode conflict = client.post(base + "/synchronize").expect(409).json();
    assertThat(conflict.get("type").asText()).isEqualTo("/problems/merge-conflict");
    assertThat(conflict.get("detail").asText()).endsWith("a, b");
    git.failNext(new GitException.RemoteFailed("gone", null));
    client.post(base + "/pull").expect(502);
    git.failNext(new GitException.WrongState("a pull", "no branch is checked out"));
    client.post(base + "/pull").expect(409);
  }

  @Test
  @DisplayName("G-04 R-A24 a remote is configured, and remembered on the session")
  void aRemoteIsRemembered() {
    String url = "https://example.org/new.git";

    client.post(base + "/remote", "{\"url\":\"" + url + "\"}").expect(200);

    assertThat(git.told()).contains("remote " + url);
    JsonNode stored = client.get(session).expect(200).json();
    assertThat(stored.get("annotations").get("git.remote").asText()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ext::sh -c id",
        "EXT::sh",
        "fd::17",
        "--upload-pack=x",
        "-oProxyCommand=x",
        "https://example.org/a\\nb",
        "https://ada:s3cret@example.org/x"
      })
  @DisplayName(
      "G-06 addresses that git would run, or that hold a secret, are refused before it runs")
  void otherAddressesAreRefused(String url) {
    int before = git.told().size();

    JsonNode problem =
        client.post(base + "/remote", "{\"url\":\"" + url + "\"}").expect(400).json();

    assertThat(problem.get("field").asText()).isEqualTo("url");
    assertThat(problem.toString()).doesNotContain("s3cret");
    assertThat(git.told()).hasSize(before);
  }

  @Test
  @DisplayName("G-02 a diff worker shows what its base says, unless the caller says another")
  void aDiffWorkerShowsItsBase() {
    JsonNode running = client.createRunning("diff" + System.nanoTime());
    String workers = SESSIONS + "/" + running.get("id").asText() + "/workers";
    JsonNode worker =
        client.post(workers, "{\"kind\":\"diff\",\"base\":\"merge-base:main\"}").expect(201).json();
    String diff = workers + "/" + worker.get("id").asText() + "/diff";

    assertThat(worker.get("name").asText()).isEqualTo("Diff");
    client.get(diff).expect(200);
    assertThat(git.told().getLast()).isEqualTo("diff MergeBase[revision=main]");
    client.get(diff + "/file?path=README").expect(200);
    assertThat(git.told().getLast()).isEqualTo("diff MergeBase[revision=main] README 3");
    client.get(diff + "?base=main").expect(200);
    assertThat(git.told().getLast()).isEqualTo("diff Revision[revision=main]");
    client
        .get(workers + "/" + running.get("workers").get(0).get("id").asText() + "/diff")
        .expect(404);
    client.post(workers, "{\"kind\":\"diff\",\"base\":\"--x\"}").expect(400);
    client.post(workers, "{\"kind\":\"diff\",\"command\":[\"sh\"]}").expect(400);
  }
}
