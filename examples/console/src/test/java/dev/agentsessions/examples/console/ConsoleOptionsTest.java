package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.examples.program.AuthChoice;
import dev.agentsessions.examples.program.Refusal;
import dev.agentsessions.examples.program.StoreChoice;
import dev.agentsessions.github.GitHubConfig;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.WorkspacePath;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleOptionsTest {
  private static ConsoleOptions of(String... arguments) {
    return ConsoleOptions.of(List.of(arguments));
  }

  @Test
  void withoutOptionsAHostServesThisMachineFromTheHomeDirectory() {
    ConsoleOptions options = of();

    assertThat(options.server().bind().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(options.server().port()).isEqualTo(8787);
    assertThat(options.data().directory())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".agent-sessions"));
    assertThat(options.data().store()).isEqualTo(new StoreChoice.H2());
    assertThat(options.data().hostId()).hasToString("main");
    assertThat(options.server().auth()).isEqualTo(AuthChoice.SINGLE_USER);
    assertThat(options.runtime()).isEqualTo(RuntimeChoice.LOCAL);
    assertThat(options.agents()).isEmpty();
    assertThat(options.git())
        .isEqualTo(new GitOptions(Set.of(Scheme.HTTPS, Scheme.SSH), Optional.empty()));
    assertThat(options.imported()).isEmpty();
    assertThat(options.data().secretKey()).isEmpty();
    assertThat(options.gitHub()).isEmpty();
  }

  @Test
  void aFileToImportIsAPath() {
    assertThat(of("--import", "old/sessions.json").imported())
        .hasValue(Path.of("old/sessions.json").toAbsolutePath());
    assertThat(of("--secret-key-file=/etc/key").data().secretKey()).hasValue(Path.of("/etc/key"));
    assertThatThrownBy(() -> of("--import="))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("--import must name a file");
  }

  @Test
  void withTokensAHostMayListenEverywhere() {
    ConsoleOptions options = of("--auth", "tokens", "--bind", "0.0.0.0");

    assertThat(options.server().auth()).isEqualTo(AuthChoice.TOKENS);
    assertThat(options.server().bind().isAnyLocalAddress()).isTrue();
  }

  @Test
  void otherHostsMayBeToldAnotherAddress() {
    assertThat(of().server().advertised()).isEmpty();
    assertThat(of("--advertise", "http://10.0.0.5:8787").server().advertised())
        .hasValue(URI.create("http://10.0.0.5:8787"));
    assertThatThrownBy(() -> of("--advertise", "10.0.0.5:8787"))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "--advertise must be an address such as http://10.0.0.5:8787, not 10.0.0.5:8787");
  }

  @Test
  void agentsAreAnIdAndACommandOfWords() {
    ConsoleOptions options =
        of(
            "--agent",
            "claude=claude",
            "--agent=sh=sh -c 'echo \"$HOME\" \\ = it'",
            "--agent",
            "odd-1.x=  /opt/my\\ agent\t\"--say=a \\\"b\\\"\" '' end");

    assertThat(options.agents())
        .containsExactly(
            new Agent(new AgentId("claude"), "claude", List.of("claude")),
            new Agent(new AgentId("sh"), "sh", List.of("sh", "-c", "echo \"$HOME\" \\ = it")),
            new Agent(
                new AgentId("odd-1.x"),
                "odd-1.x",
                List.of("/opt/my agent", "--say=a \"b\"", "", "end")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=claude",
        "a b=claude",
        "claude=",
        "claude= ",
        "claude='claude",
        "claude=\"",
        "c=x\\",
        "c=''"
      })
  void anAgentThatIsNoneIsSaid(String agent) {
    assertThatThrownBy(() -> of("--agent", agent))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "--agent must be ID=COMMAND, an ID of 1..64 letters, digits, . _ or - and a command"
                + " whose quotes are closed, not "
                + agent);
  }

  @Test
  void anAgentThatIsThereTwiceIsSaid() {
    assertThatThrownBy(() -> of("--agent", "a=x", "--agent=b=y", "--agent=a=z", "--agent", "plain"))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            """
            --agent must be ID=COMMAND, such as claude=claude, not plain
            --agent a is there twice\
            """);
  }

  @Test
  void everyOptionIsRead() {
    ConsoleOptions options =
        of(
            "--port",
            "0",
            "--bind=::1",
            "--data",
            "some/dir/../place",
            "--store=memory",
            "--host-id",
            "left.2",
            "--runtime",
            "fake");

    assertThat(options.server().bind().isLoopbackAddress()).isTrue();
    assertThat(options.server().bind().getAddress()).hasSize(16);
    assertThat(options.server().port()).isZero();
    assertThat(options.data().directory()).isAbsolute().endsWithRaw(Path.of("some", "place"));
    assertThat(options.data().store()).isEqualTo(new StoreChoice.Memory());
    assertThat(options.data().hostId()).hasToString("left.2");
    assertThat(options.runtime()).isEqualTo(RuntimeChoice.FAKE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --port=65536          | --port must be a number within 0..65535, not 65536
          --port=-1             | --port must be a number within 0..65535, not -1
          --port=http           | --port must be a number within 0..65535, not http
          --port=               | --port must be a number within 0..65535, not empty
          --port                | --port needs a value
          --bind=0.0.0.0        | --bind must be a loopback address such as 127.0.0.1, or --auth tokens be there
          --auth=oidc           | --auth must be single-user or tokens, not oidc
          --bind=example.org    | --bind must be an address such as 127.0.0.1, not example.org
          --data=               | --data must name a directory, not empty
          --store=H2            | --store must be h2 or memory or postgres, not H2
          --jdbc-user=me        | --jdbc-user is for --store postgres only
          --runtime=docker      | --runtime must be local or fake, not docker
          --github-app=1        | --github-app needs --github-app-key
          --github-api=https://x/y | --github-api is for --github-app only
          --host-id=..          | --host-id must have 1..64 letters, digits, . _ or -, and not begin with a dot, not ..
          --host-id=a/b         | --host-id must have 1..64 letters, digits, . _ or -, and not begin with a dot, not a/b
          serve                 | unknown option serve
          """)
  void aWrongOptionIsSaidWithWhatItMustBe(String argument, String problem) {
    assertThatThrownBy(() -> of(argument)).isInstanceOf(Refusal.class).hasMessage(problem);
  }

  @Test
  void aGitHubAppIsAnIdAndAKeyInAFile(@TempDir Path folder) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    Path file =
        Files.writeString(
            folder.resolve("app.pem"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n");

    ConsoleOptions usual = of("--github-app=123456", "--github-app-key", file.toString());
    ConsoleOptions own =
        of(
            "--github-app=Iv1.ab",
            "--github-app-key=" + file,
            "--github-api=https://github.example.org/api/v3");

    assertThat(usual.gitHub()).map(GitHubConfig::api).contains(GitHubConfig.GITHUB_COM);
    assertThat(own.gitHub()).map(app -> app.server().name()).contains("github.example.org");
    assertThat(own.toString()).doesNotContain(Base64.getEncoder().encodeToString(key));
    assertThatThrownBy(
            () -> of("--github-app=a b", "--github-app-key=" + file, "--github-api", "http://x"))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            """
            --github-api must be an address such as https://github.example.org/api/v3, not http://x
            --github-app cannot be: an app has an id such as 123456\
            """);
    assertThatThrownBy(() -> of("--github-app=1", "--github-app-key=" + folder.resolve("none")))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "--github-app-key must name a file with an RSA key in PEM, not "
                + folder.resolve("none"));
  }

  @Test
  void everyProblemIsSaidAtOnce() {
    assertThatThrownBy(
            () -> of("--port", "x", "--colour", "--store", "file", "--port=1", "--bind", "--data"))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            """
            unknown option --colour
            --port is there twice
            --bind needs a value
            --data needs a value
            --port must be a number within 0..65535, not x
            --store must be h2 or memory or postgres, not file\
            """);
  }

  @Test
  @DisplayName(
      "G-06, G-10 workflows are offered from a repository, and files are no remotes unless said")
  void workflowsAndRemotes() {
    ConsoleOptions options =
        of(
            "--workflows=/srv/flows.git",
            "--allow-file-remotes",
            "--workflows-branch",
            "next",
            "--workflows-folder=all/ours");

    assertThat(options.git().remotes())
        .containsExactlyInAnyOrder(Scheme.HTTPS, Scheme.SSH, Scheme.FILE);
    assertThat(options.git().in(WorkspaceConfig.at(options.data().directory())).workflows())
        .hasValue(
            new ActiveWorkflow(
                GitUrl.parse("file:///srv/flows.git"), "next", new WorkspacePath("all/ours")));
    assertThat(of("--workflows=https://e.org/flows").git().workflows())
        .hasValue(
            new ActiveWorkflow(GitUrl.parse("https://e.org/flows"), "main", WorkspacePath.ROOT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --allow-file-remotes=yes                | --allow-file-remotes takes no value
          --workflows-branch=main                 | --workflows-branch is for --workflows only
          --workflows-folder=ours                 | --workflows-folder is for --workflows only
          --workflows=/srv/flows                  | --workflows must be reached by https or ssh, or by file with --allow-file-remotes
          --workflows=http://e.org/flows          | --workflows must be reached by https or ssh, or by file with --allow-file-remotes
          --workflows=https://me:s3cret@e.org/x   | --workflows must be the address of a repository: it must hold no credentials
          --workflows=ext::sh                     | --workflows must be the address of a repository: it has two colons in a row
          """)
  @DisplayName("G-05, G-06 what no remote may be is said, and no password is shown")
  void noSuchRemote(String option, String problem) {
    assertThatThrownBy(() -> of(option)).isInstanceOf(Refusal.class).hasMessage(problem);
  }

  @Test
  void aBranchAndAFolderOfWorkflowsAreChecked() {
    assertThatThrownBy(
            () ->
                of(
                    "--workflows=https://e.org/flows",
                    "--workflows-branch=-x",
                    "--workflows-folder=../etc"))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            """
            --workflows-folder must be a folder of that repository, not ../etc
            --workflows-branch must be the name of a branch, not -x\
            """);
  }
}
