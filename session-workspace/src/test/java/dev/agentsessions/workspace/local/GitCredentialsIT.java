package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.testkit.workspace.GitHttpServer;
import dev.agentsessions.testkit.workspace.GitWorld;
import dev.agentsessions.workspace.CommitOrder;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspaceRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote on a server of HTTP that wants a password. */
@NeedsGit
class GitCredentialsIT {
  private static final String CANARY = "canary-7d1f0c52e9";
  private static final Fence OWNER = new Fence(3);
  private static final CommitOrder ORDER =
      new CommitOrder(Optional.empty(), Optional.empty(), List.of());

  @TempDir Path temp;
  private final List<String> leaks = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private GitHttpServer server;
  private GitWorld world;

  @BeforeEach
  void prepare() throws IOException {
    world = new GitWorlds(temp).next();
    Path origin = ((TestRepository) world.origin()).path();
    server =
        new GitHttpServer(
            origin.getParent(), "ada", CANARY, () -> leaks.addAll(leaksOf(temp, Path.of("/tmp"))));
    world.here().git("remote", "set-url", "origin", server.url("origin.git"));
    world.here().git("checkout", "--quiet", "-b", "work");
    world.here().write("new", "1");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private LocalGit git(String password) {
    return new LocalGit(
        temp,
        (project, owner, url) -> {
          asked.incrementAndGet();
          assertThat(project).isEqualTo(world.session().identity().project());
          assertThat(owner).isEqualTo(world.session().identity().owner());
          assertThat(url).isEqualTo(GitUrl.parse(server.url("origin.git")));
          return Optional.of(new GitCredential("ada", password, Optional.empty()));
        },
        Pauses.REAL);
  }

  private WorkspaceRepository repository() {
    return WorkspaceRepository.of(world.session());
  }

  @Test
  @DisplayName("G-05 a credential reaches the server, and no file, argument, variable or error")
  void aCredentialIsNowhereButAtItsServer() {
    assertThat(git(CANARY).changes.push(repository(), OWNER, ORDER).pushed()).isTrue();
    assertThat(git(CANARY).changes.synchronize(repository(), OWNER, ORDER).pushed()).isFalse();
    assertThat(git(CANARY).changes.pull(repository(), OWNER).changed()).isFalse();

    assertThat(world.origin().git("rev-parse", "work"))
        .isEqualTo(world.here().git("rev-parse", "HEAD"));
    assertThat(asked).hasValue(4);
    assertThat(server.asked()).isNotEmpty().noneMatch(uri -> uri.contains(CANARY));
    assertThat(leaks).isEmpty();
    assertThat(leaksOf(temp, Path.of("/tmp"))).isEmpty();
    assertThat(new GitCredential("ada", CANARY, Optional.empty()).toString())
        .doesNotContain(CANARY);
  }

  @Test
  @DisplayName("G-05 a credential that is refused is in no error either, and nothing is asked")
  void aRefusedCredentialIsInNoError() {
    String wrong = CANARY + "-wrong";

    assertThatThrownBy(() -> git(wrong).changes.push(repository(), OWNER, ORDER))
        .isInstanceOf(RemoteFailed.class)
        .message()
        .doesNotContain(CANARY);

    assertThat(leaksOf(temp, Path.of("/tmp"))).isEmpty();
  }

  @Test
  @DisplayName("G-05, T-07 without a credential nothing is asked, and the way out is told")
  void withoutACredentialNothingIsAsked() {
    var git = new LocalGit(temp);

    assertThatThrownBy(() -> git.changes.push(repository(), OWNER, ORDER))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("the session's owner stores one by PUT /api/v1/git-credentials/127");
  }

  @Test
  @DisplayName("G-05 a helper, a proxy or another address of the repository's own gets nothing")
  void theRepositorysOwnHelpersGetNothing() {
    Path ran = temp.resolve("ran");
    Path evil = Script.at(temp.resolve("evil"), "cat >> " + ran);
    String url = server.url("");
    world.here().git("config", "credential.helper", "!" + evil);
    world.here().git("config", "credential." + url + ".helper", "!" + evil);
    world.here().git("config", "http.proxy", "http://127.0.0.1:1");
    world.here().git("config", "http." + url + ".proxy", "http://127.0.0.1:1");
    world.here().git("config", "url.ext::" + evil + " .insteadOf", "http://");
    world.here().git("config", "url.http://127.0.0.1:1/.pushInsteadOf", "http://");
    world.here().git("config", "protocol.ext.allow", "always");
    world.here().git("config", "core.askPass", evil.toString());
    world.here().git("config", "core.sshCommand", evil.toString());
    world.here().git("config", "remote.origin.vcs", "ext");
    world.here().git("config", "remote.origin.receivepack", evil.toString());
    for (String hook : List.of("pre-push", "pre-commit", "commit-msg", "post-commit")) {
      Script.at(((TestRepository) world.here()).path().resolve(".git/hooks/" + hook), "exit 1");
    }

    assertThat(git(CANARY).changes.push(repository(), OWNER, ORDER).pushed()).isTrue();

    assertThat(ran).doesNotExist();
    assertThat(leaks).isEmpty();
  }

  /** Where the canary is: files, and arguments and variables of every process. */
  private static List<String> leaksOf(Path... folders) {
    List<String> found = new ArrayList<>();
    for (Path folder : folders) {
      try {
        Files.walkFileTree(
            folder,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes file) {
                // Of all that others have here only git's own folders matter.
                boolean ours =
                    each.equals(folder)
                        || each.startsWith(folders[0])
                        || each.toString().contains("agent-sessions-git-");
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
              }

              @Override
              public FileVisitResult visitFile(Path each, BasicFileAttributes file) {
                // Nor does it read the lock of this program's: to close it would unlock it.
                if (file.isRegularFile() && file.size() > 0 && has(each)) {
                  found.add(each.toString());
                }
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFileFailed(Path each, IOException gone) {
                return FileVisitResult.CONTINUE;
              }
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    long own = ProcessHandle.current().pid();
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      processes
          .filter(process -> process.pid() != own)
          .map(process -> Path.of("/proc/" + process.pid()))
          .flatMap(process -> Stream.of(process.resolve("cmdline"), process.resolve("environ")))
          .filter(GitCredentialsIT::has)
          .forEach(file -> found.add(file.toString()));
    }
    return found;
  }

  private static boolean has(Path file) {
    try {
      return Files.size(file) < 10_000_000
          && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(CANARY);
    } catch (IOException e) {
      return false;
    }
  }
}
