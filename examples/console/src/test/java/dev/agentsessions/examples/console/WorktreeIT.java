package dev.agentsessions.examples.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions in worktrees of a real repository, over REST. */
class WorktreeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path data;
  @TempDir static Path folder;
  private static Path repository;
  private static HostProcess host;
  private static RestClient rest;

  @BeforeAll
  static void start() throws Exception {
    repository = Files.createDirectory(folder.resolve("engine"));
    git(repository, "init", "--quiet", "--initial-branch=main");
    Files.writeString(repository.resolve("README"), "hello");
    git(repository, "add", "README");
    git(repository, "commit", "--quiet", "--message", "Begin");
    host = HostProcess.run("--port", "0", "--data", data.toString());
    rest = new RestClient(host.awaitReady());
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @Test
  @DisplayName("S-01, S-10, S-11 a worktree is made, stays while its session rests, and is used on")
  void aWorktreeOutlivesItsRuns() throws Exception {
    JsonNode created = rest.create(session("feature/login"));
    assertThat(created.get("name").asText()).startsWith("feature-login-");
    String path = "/" + created.get("id").asText();

    Path worktree = directory(awaitState(path, "ACTIVE"));

    assertThat(worktree).isEqualTo(data.resolve("worktrees" + path).resolve("engine"));
    awaitOutput(path, "## feature/login");
    Files.writeString(worktree.resolve("notes"), "unsaved");
    rest.post(path + "/stop", 202);
    awaitState(path, "STOPPED");
    assertThat(worktree.resolve("notes")).hasContent("unsaved");
    rest.post(path + "/start", 202);
    assertThat(directory(awaitState(path, "ACTIVE"))).isEqualTo(worktree);
    awaitOutput(path, "?? notes");

    assertThat(deleted(path, "keep"))
        .contains("\"desired\":\"deleted\",\"directory\":\"" + worktree + "\"");
    assertThat(worktree.resolve("notes")).hasContent("unsaved");
  }

  @Test
  @DisplayName("W-01 a restart renames the branch first, and a name that is taken is refused")
  void aRestartRenamesTheBranch() throws Exception {
    JsonNode created = rest.create(session("draft"));
    String path = "/" + created.get("id").asText();
    Path worktree = directory(awaitState(path, "ACTIVE"));
    String restart = path + "/workers/" + created.at("/workers/0/id").asText() + "/restart";

    assertThat(rest.ask(422, "POST", restart, "{\"branch\": \"main\"}").get("field").asText())
        .isEqualTo("branch");
    assertThat(rest.ask(400, "POST", restart, "{\"branch\": \"a..b\"}").get("field").asText())
        .isEqualTo("branch");
    rest.ask(202, "POST", restart, "{\"branch\": \"feature/final\"}");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(rest.get(path).at("/workers/0/epoch").asInt()).isEqualTo(2));
    awaitOutput(path, "## feature/final");
    JsonNode session = rest.get(path);
    assertThat(session.at("/spec/branch").asText()).isEqualTo("feature/final");
    assertThat(session.at("/status/branch").asText()).isEqualTo("feature/final");
    assertThat(git(worktree, "branch", "--show-current").strip()).isEqualTo("feature/final");
    assertThat(git(repository, "branch", "--list", "draft")).isEmpty();
  }

  @Test
  @DisplayName("S-08 a worktree without work in it goes when its removal is asked for")
  void aWorktreeWithoutWorkGoes() throws Exception {
    String path = "/" + rest.create(session("idle")).get("id").asText();
    Path worktree = directory(awaitState(path, "ACTIVE"));

    assertThat(deleted(path, "remove")).contains("session.cleaned").doesNotContain("\"kept\"");

    assertThat(worktree.getParent()).doesNotExist();
    assertThat(git(repository, "branch", "--list", "idle")).isEmpty();
    assertThat(git(repository, "worktree", "list")).doesNotContain(path);
  }

  @Test
  @DisplayName("G-07 work in a worktree that is removed is parked, and the last event says where")
  void workInAWorktreeIsParked() throws Exception {
    String id = rest.create(session("busy")).get("id").asText();
    String path = "/" + id;
    Path worktree = directory(awaitState(path, "ACTIVE"));
    Files.writeString(worktree.resolve("notes"), "unsaved");

    assertThat(deleted(path, "remove"))
        .contains("\"desired\":\"removed\",\"directory\":\"" + worktree + "\"")
        .contains("\"parked\":\"" + repository.toRealPath() + "\"")
        .contains(
            "\"message\":\"not committed: notes, now at refs/agent-sessions/parked/"
                + id
                + "/work");
    assertThat(worktree.getParent()).doesNotExist();
    git(repository, "stash", "apply", "refs/agent-sessions/parked/" + id + "/work");
    assertThat(repository.resolve("notes")).hasContent("unsaved");
    Files.delete(repository.resolve("notes"));
  }

  @Test
  @DisplayName("S-01 what the world does not have is refused with its field, and nothing is stored")
  void whatTheWorldDoesNotHaveIsRefused() throws Exception {
    int before = rest.get("").get("items").size();
    ObjectNode quick = JsonNodeFactory.instance.objectNode().put("kind", "quick");
    quick.putObject("spec").put("location", folder.resolve("missing").toString());

    assertRefused(422, "spec.location", quick);
    assertRefused(422, "spec.branch", session("main"));
    assertRefused(400, "spec.branch", session("--upload-pack=evil"));
    assertRefused(400, "spec.branch", session("a..b"));
    assertRefused(422, "spec.base", with(session("topic"), "base", "no-such-branch"));
    assertRefused(400, "spec.base", with(session("topic"), "base", "-d"));
    assertRefused(422, "spec.repository", with(session("topic"), "repository", "rep-01"));
    assertRefused(422, "spec.repository", with(session("topic"), "repository", "/no/such/place"));
    assertRefused(422, "spec.repository", with(session("topic"), "repository", folder.toString()));

    assertThat(rest.get("").get("items")).hasSize(before);
    assertThat(git(repository, "branch", "--list", "topic")).isEmpty();
  }

  @Test
  @DisplayName(
      "G-07, G-09 a repository's set-up and variables act on its sessions; its log is read")
  void aRepositorysSettingsAct() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    git(other, "init", "--quiet", "--initial-branch=main");
    git(other, "commit", "--quiet", "--allow-empty", "--message", "Begin");
    JsonNode noted =
        rest.askProject(
            201,
            "POST",
            "repositories",
            """
            {"path": "%s", "environment": {"COLOUR": "blue"},
             "setupCommand": "echo set-up-$COLOUR; test $SESSION_ID"}
            """
                .formatted(other));
    ObjectNode wanted = with(session("topic"), "repository", noted.get("id").asText());
    ((ObjectNode) wanted.at("/workers/0"))
        .putArray("command")
        .add("sh")
        .add("-c")
        .add("echo worker-$COLOUR; exec sleep 600");

    String path = "/" + rest.create(wanted).get("id").asText();

    var _ = awaitState(path, "ACTIVE");
    awaitOutput(path, "worker-blue");
    assertThat(rest.text(path + "/setup/output"))
        .isEqualTo("$ echo set-up-$COLOUR; test $SESSION_ID\nset-up-blue\n");
    assertThat(deleted(path, "remove")).contains("session.cleaned");
  }

  @Test
  @DisplayName("S-10 a worktree that went away while its session rested is refused with 409")
  void aWorktreeThatWentAwayIsRefused() throws Exception {
    String path = "/" + rest.create(session("lost")).get("id").asText();
    Path worktree = directory(awaitState(path, "ACTIVE"));
    rest.post(path + "/stop", 202);
    awaitState(path, "STOPPED");
    git(repository, "worktree", "remove", "--force", worktree.toString());

    JsonNode problem = rest.post(path + "/start", 409);

    assertThat(problem.get("phase").asText()).isEqualTo("Stopped");
    assertThat(problem.get("detail").asText()).contains("there is no directory " + worktree);
  }

  private static void assertRefused(int status, String field, JsonNode session) throws Exception {
    JsonNode problem = rest.ask(status, "POST", "", session.toString());

    assertThat(problem.get("field").asText()).as("%s", problem).isEqualTo(field);
  }

  /** A session on a branch whose terminal tells what git thinks of its directory. */
  private static ObjectNode session(String branch) {
    ObjectNode session = JsonNodeFactory.instance.objectNode();
    session
        .put("kind", "worktree")
        .putObject("spec")
        .put("repository", repository.toString())
        .put("branch", branch);
    ObjectNode worker = session.putArray("workers").addObject().put("kind", "terminal");
    List.of("sh", "-c", "git status --porcelain --branch; exec sleep 600")
        .forEach(worker.putArray("command")::add);
    return session;
  }

  private static ObjectNode with(ObjectNode session, String field, String value) {
    ((ObjectNode) session.get("spec")).put(field, value);
    return session;
  }

  private static JsonNode awaitState(String path, String state) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> rest.get(path),
            session -> session.get("status").get("state").asText().equals(state));
  }

  private static Path directory(JsonNode session) {
    return Path.of(session.get("status").get("directory").asText());
  }

  private static void awaitOutput(String path, String text) throws Exception {
    String worker = rest.get(path).get("workers").get(0).get("id").asText();
    await()
        .atMost(PATIENCE)
        .until(
            () -> rest.text(path + "/workers/" + worker + "/output"),
            output -> output.contains(text));
  }

  /** Deletes a session; what its stream tells until it ends. */
  private static String deleted(String path, String worktree) throws Exception {
    try (Stream<String> events = rest.follow(path + "/events")) {
      rest.ask(200, "DELETE", path + "?worktree=" + worktree, "");
      return events.collect(Collectors.joining("\n"));
    }
  }

  private static String git(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_AUTHOR_NAME", "Ada",
                "GIT_AUTHOR_EMAIL", "ada@example.org",
                "GIT_COMMITTER_NAME", "Ada",
                "GIT_COMMITTER_EMAIL", "ada@example.org"));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
