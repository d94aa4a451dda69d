package dev.agentsessions.examples.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.testkit.workspace.GitHttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A credential on its way from a real host's {@code GitTokens} to a remote that asks for one. */
class GitCredentialIT {
  private static final String CANARY = "canary-5be01f3a77";
  private static final String MARK = "told-by-the-program";

  @TempDir Path data;
  @TempDir Path project;
  @TempDir Path remote;

  @Test
  @DisplayName("G-05, T-06 what a push is allowed by is in no file, log, process, event or answer")
  void aCredentialIsNowhere() throws Exception {
    GitRepository repository = GitRepository.in(project);
    new GitRepository(remote).git("clone", "--quiet", "--bare", project.toString(), "engine.git");
    List<Path> during = new CopyOnWriteArrayList<>();
    try (var server =
            new GitHttpServer(remote, "ada", CANARY, () -> during.addAll(places(CANARY)));
        HostProcess host = HostProcess.reading(CredentialHost.class, CANARY, data.toString())) {
      repository.git("remote", "add", "origin", server.url("engine.git"));
      repository.git("switch", "--quiet", "--create", "work");
      Files.writeString(project.resolve("new"), "new\n");
      var rest = new RestClient(host.awaitReady());
      TestSession session =
          TestSession.create(rest, project, "sh", "-c", "echo " + MARK + "; exec sleep 600");
      session.awaitOutput(MARK);

      String pushed = rest.post("/" + session.id() + "/git/push", 200).toString();
      String status = rest.get("/" + session.id() + "/git/status").toString();
      repository.git("remote", "set-url", "origin", server.url("missing.git"));
      String failed = rest.answer("POST", "/" + session.id() + "/git/synchronize");
      session.stop();
      session.awaitPhase("Stopped");
      List<String> events = rest.events("/" + session.id(), "session.", 6);

      assertThat(pushed).contains("\"pushed\":true");
      assertThat(new GitRepository(remote.resolve("engine.git")).git("branch")).contains("work");
      assertThat(failed).contains("missing.git");
      assertThat(List.of(pushed, status, failed, events.toString(), host.complaints()))
          .noneMatch(text -> text.contains(CANARY));
      assertThat(host.complaints()).as("it logs all that it can").contains("DEBUG");
      assertThat(during).isEmpty();
      assertThat(places(CANARY)).isEmpty();
      assertThat(places(MARK)).as("places are looked through").isNotEmpty();
    }
    assertThat(places(CANARY)).isEmpty();
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
