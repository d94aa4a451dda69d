package dev.agentsessions.workspace.local;

import static dev.agentsessions.testkit.workspace.WorkspaceGitChangesContract.ORDER;
import static dev.agentsessions.testkit.workspace.WorkspaceGitChangesContract.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentsessions.testkit.workspace.GitWorld;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspaceGitChanges;
import dev.agentsessions.workspace.WorkspaceRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote that is reached by ssh, with the {@code ssh} of this machine; skipped without. */
@NeedsGit
class GitSshIT {
  private static final KeyPair KEY = GitSshServer.newKey();

  @TempDir Path temp;
  private GitSshServer server;
  private Path knownHosts;
  private GitWorld world;
  private TestRepository origin;
  private WorkspaceRepository repository;
  private GitUrl url;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(isOnPath("ssh"), "there is no ssh");
    server = new GitSshServer(KEY);
    knownHosts = Files.writeString(temp.resolve("known hosts"), server.known() + "\n");
    world = new GitWorlds(temp).next();
    origin = (TestRepository) world.origin();
    repository = WorkspaceRepository.of(world.session());
    url = GitUrl.parse(server.url(origin.path()));
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  /** Of an account with one key. */
  private SshConfig account(KeyPair key) throws IOException {
    Path file = GitSshServer.write(key, temp.resolve("id"));
    return config("IdentityFile \"" + file + "\"", Optional.empty());
  }

  private SshConfig config(String identity, Optional<Path> agent) throws IOException {
    Path file = temp.resolve("it's a config");
    Files.writeString(
        file,
        """
        %s
        UserKnownHostsFile "%s"
        GlobalKnownHostsFile /dev/null
        StrictHostKeyChecking no
        """
            .formatted(identity, knownHosts));
    return new SshConfig(Optional.of(file), agent);
  }

  private static GitConfig git(SshConfig ssh) {
    return GitConfig.USUAL.with(ssh);
  }

  private WorkspaceGitChanges changes(SshConfig ssh) {
    WorkspaceGitChanges changes = new LocalGit(temp, git(ssh), GitTokens.NONE, Pauses.REAL).changes;
    changes.configureRemote(repository, OWNER, url);
    return changes;
  }

  private void assertRefused(SshConfig ssh, String how) {
    WorkspaceGitChanges changes = changes(ssh);
    world.here().git("checkout", "--quiet", "-b", "work");

    assertThatThrownBy(() -> changes.push(repository, OWNER, ORDER))
        .isInstanceOf(RemoteFailed.class)
        .hasMessageContaining(how);
    assertThatThrownBy(() -> changes.pull(repository, OWNER))
        .isInstanceOf(RemoteFailed.class)
        .hasMessageContaining(how);
    assertThat(origin.branches()).containsExactly("main");
  }

  @Test
  @DisplayName("G-03, G-06 by ssh a repository is cloned, pushed to and pulled from")
  void aRemoteBySsh() throws IOException {
    SshConfig ssh = account(KEY);
    WorkspaceGitChanges changes = changes(ssh);
    Path clone = Files.createDirectory(temp.resolve("clone"));
    var exchange = new RemoteExchange(new GitProgram(git(ssh)), git(ssh), GitTokens.NONE);
    exchange.cloneInto(clone, url, Optional.of("main"), none -> Optional.empty(), progress -> {});
    assertThat(clone.resolve("README")).hasContent("hello");

    world.here().git("checkout", "--quiet", "-b", "work");
    world.here().write("mine", "here");
    assertThat(changes.push(repository, OWNER, ORDER).pushed()).isTrue();
    assertThat(origin.git("show", "work:mine")).isEqualTo("here");

    world.elsewhere().git("fetch", "--quiet");
    world.elsewhere().git("checkout", "--quiet", "work");
    world.elsewhere().commit("theirs", "elsewhere");
    world.elsewhere().git("push", "--quiet", "origin", "work");
    assertThat(changes.pull(repository, OWNER).changed()).isTrue();
    assertThat(world.here().git("show", "HEAD:theirs")).isEqualTo("elsewhere");
  }

  @Test
  @DisplayName(
      "G-06 an ssh server whose key is unknown is refused, whatever its user has configured")
  void anUnknownServer() throws IOException {
    Files.writeString(knownHosts, "");

    assertRefused(account(KEY), "Host key verification failed");

    assertThat(knownHosts).hasContent("");
  }

  @Test
  @DisplayName("G-06 an ssh server whose key is another one than before is refused")
  void anotherServer() throws IOException {
    Files.writeString(knownHosts, server.knownAs(GitSshServer.newKey()) + "\n");

    assertRefused(account(KEY), "Host key verification failed");
  }

  @Test
  @DisplayName("G-05 a server that does not take the account's key is told, and nobody is asked")
  void aKeyThatIsNotTaken() throws IOException {
    assertRefused(account(GitSshServer.newKey()), "Permission denied");
  }

  @Test
  @DisplayName("G-05 the keys of an agent are used, where the host names one")
  void theKeysOfAnAgent() throws Exception {
    assumeTrue(isOnPath("ssh-agent") && isOnPath("ssh-add"), "there is no ssh-agent");
    Path socket = temp.resolve("agent");
    Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    try {
      await().until(() -> Files.exists(socket));
      var add = new ProcessBuilder("ssh-add", GitSshServer.write(KEY, temp.resolve("id")) + "");
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.start().waitFor()).isZero();
      WorkspaceGitChanges changes = changes(config("IdentityFile none", Optional.of(socket)));

      assertThat(changes.pull(repository, OWNER).changed()).isFalse();

      assertThatThrownBy(
              () -> changes(config("IdentityFile none", Optional.empty())).pull(repository, OWNER))
          .isInstanceOf(RemoteFailed.class);
    } finally {
      agent.destroy();
      assertThat(agent.waitFor()).isNotNegative();
    }
  }
}
