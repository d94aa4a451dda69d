package dev.agentsessions.examples.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentsessions.testkit.workspace.GitHttpServer;
import dev.agentsessions.testkit.workspace.GitHubServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A credential on its way from where a real host has it to a remote that asks for one. */
class GitCredentialIT {
  private static final String CANARY = "canary-5be01f3a77";
  private static final String MARK = "told-by-the-program";
  private static final String APP = "123456";

  @TempDir Path data;
  @TempDir Path project;
  @TempDir Path remote;
  @TempDir Path keys;

  @Test
  @DisplayName(
      "T-07, G-05, T-06 a stored token reaches a private repository; no file, log, process, event"
          + " or answer has it")
  void aStoredTokenIsNowhereElse() throws Exception {
    GitRepository repository = cloned("engine.git");
    List<Path> during = new CopyOnWriteArrayList<>();
    try (var server =
            new GitHttpServer(remote, "ada", CANARY, () -> during.addAll(places(CANARY)));
        HostProcess host = host()) {
      repository.git("remote", "add", "origin", server.url("engine.git"));
      repository.git("switch", "--quiet", "--create", "work");
      Files.writeString(project.resolve("new"), "new\n");
      var rest = new RestClient(host.awaitReady());
      TestSession session =
          TestSession.create(rest, project, "sh", "-c", "echo " + MARK + "; exec sleep 600");
      session.awaitOutput(MARK);

      String without =
          rest.ask(400, "POST", "/" + session.id() + "/git/push", "{}").get("detail").asText();
      store(rest, server.url(""));
      String pushed = rest.post("/" + session.id() + "/git/push", 200).toString();
      String kept = rest.askHost(200, "GET", "/git-credentials", "").toString();
      String status = rest.get("/" + session.id() + "/git/status").toString();
      repository.git("remote", "set-url", "origin", server.url("missing.git"));
      String failed = rest.answer("POST", "/" + session.id() + "/git/synchronize");
      session.stop();
      session.awaitPhase("Stopped");
      List<String> events = rest.events("/" + session.id(), "session.", 6);

      assertThat(without).contains("stores one by PUT /api/v1/git-credentials/127.0.0.1:");
      assertThat(pushed).contains("\"pushed\":true");
      assertThat(new GitRepository(remote.resolve("engine.git")).git("branch")).contains("work");
      assertThat(kept).contains("127.0.0.1:");
      assertThat(failed).contains("missing.git");
      assertThat(List.of(pushed, kept, status, failed, events.toString(), host.complaints()))
          .noneMatch(text -> text.contains(CANARY));
      assertThat(host.complaints()).as("it logs all that it can").contains("DEBUG");
      assertThat(during).isEmpty();
      assertThat(places(CANARY)).isEmpty();
      assertThat(places(MARK)).as("places are looked through").isNotEmpty();
    }
    assertThat(places(CANARY)).isEmpty();
  }

  @Test
  @DisplayName("T-07, S-21 a private repository is cloned into a workspace by a stored token")
  void aPrivateRepositoryIsCloned() throws Exception {
    var _ = cloned("engine.git");
    List<Path> during = new CopyOnWriteArrayList<>();
    try (var server =
            new GitHttpServer(remote, "ada", CANARY, () -> during.addAll(places(CANARY)));
        HostProcess host = host()) {
      var rest = new RestClient(host.awaitReady());
      store(rest, server.url(""));
      ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("kind", "agentic");
      wanted.putObject("spec").putArray("repos").addObject().put("url", server.url("engine.git"));
      String id = rest.create(wanted).get("id").asText();

      await()
          .atMost(TestSession.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(rest.get("/" + id).at("/status/reconciledRepos/0/state").asText())
                      .isEqualTo("Ready"));

      assertThat(during).isEmpty();
      assertThat(places(CANARY)).isEmpty();
      assertThat(host.complaints()).doesNotContain(CANARY);
    }
  }

  @Test
  @DisplayName("T-07 git in a terminal is given the app's token for the session's repository")
  void gitInATerminal() throws Exception {
    GitRepository repository = cloned("ann/engine.git");
    KeyPair key = key();
    try (var server = new GitHubServer(remote, APP, key.getPublic(), InstantSource.system());
        HostProcess host =
            host(
                "--github-app=" + APP,
                "--github-app-key=" + pem(key),
                "--github-api=" + server.api())) {
      server.install("ann/engine");
      repository.git("remote", "add", "origin", server.url("ann/engine.git"));
      repository.git("config", "credential.useHttpPath", "true");
      repository.git(
          "config",
          "credential.helper",
          Path.of("git-credential-session").toAbsolutePath().toString());
      var rest = new RestClient(host.awaitReady());

      TestSession session =
          TestSession.create(
              rest,
              project,
              "sh",
              "-c",
              "git push --quiet origin main:topic && echo " + MARK + "; exec sleep 600");
      session.awaitOutput(MARK);
      String status = rest.post("/" + session.id() + "/git/pull", 200).toString();
      List<String> events = rest.events("/" + session.id(), "session.git-token-issued", 1);

      assertThat(new GitRepository(remote.resolve("ann/engine.git")).git("branch"))
          .contains("topic");
      assertThat(server.tokens()).as("one for both").hasSize(1);
      String token = server.tokens().getFirst();
      assertThat(events.toString()).contains(server.url("ann/engine.git"), session.worker());
      assertThat(List.of(status, events.toString(), session.output(), host.complaints()))
          .noneMatch(text -> text.contains(token) || text.contains("eyJ"));
      assertThat(places(token)).isEmpty();
    }
  }

  private GitRepository cloned(String name) throws Exception {
    GitRepository repository = GitRepository.in(project);
    Path bare = remote.resolve(name);
    Files.createDirectories(bare.getParent());
    var _ =
        new GitRepository(remote)
            .git("clone", "--quiet", "--bare", project.toString(), bare.toString());
    return repository;
  }

  private HostProcess host(String... more) {
    return HostProcess.logging(
        CredentialHost.class,
        Stream.concat(Stream.of("--port=0", "--data=" + data), Stream.of(more))
            .toArray(String[]::new));
  }

  private static void store(RestClient rest, String url) throws Exception {
    var _ =
        rest.askHost(
            204,
            "PUT",
            "/git-credentials/" + URI.create(url).getAuthority(),
            "{\"token\": \"" + CANARY + "\", \"username\": \"ada\"}");
  }

  private static KeyPair key() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private Path pem(KeyPair key) throws IOException {
    return Files.writeString(
        keys.resolve("app.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
  }

  /** Files, and arguments and variables of every other program, that have a text. */
  private List<Path> places(String text) {
    long own = ProcessHandle.current().pid();
    try (Stream<ProcessHandle> programs = ProcessHandle.allProcesses();
        Stream<Path> kept = Files.walk(data);
        Stream<Path> works = Files.walk(project);
        Stream<Path> remotes = Files.walk(remote);
        Stream<Path> aside = ofGit()) {
      Stream<Path> told =
          programs
              .filter(program -> program.pid() != own)
              .map(program -> Path.of("/proc", String.valueOf(program.pid())))
              .flatMap(
                  program -> Stream.of(program.resolve("cmdline"), program.resolve("environ")));
      return Stream.of(kept, works, remotes, aside, told)
          .flatMap(each -> each)
          .filter(file -> Files.isRegularFile(file) && has(file, text))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What calls of git have aside while they last. */
  private static Stream<Path> ofGit() throws IOException {
    Path temp = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> folders = Files.list(temp)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith("agent-sessions-git-"))
          .toList()
          .stream()
          .flatMap(GitCredentialIT::walk);
    }
  }

  private static Stream<Path> walk(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException | UncheckedIOException gone) {
      return Stream.empty();
    }
  }

  private static boolean has(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
    } catch (IOException gone) {
      return false;
    }
  }
}
