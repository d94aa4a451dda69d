package dev.agentsessions.pty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginShellTest {
  @TempDir Path folder;
  private Path shell;
  private Path passwd;

  @BeforeEach
  void makeShell() throws IOException {
    shell = Files.createFile(folder.resolve("zsh"));
    assertThat(shell.toFile().setExecutable(true)).isTrue();
    passwd = folder.resolve("passwd");
  }

  private void enter(String... lines) throws IOException {
    Files.write(passwd, List.of(lines), StandardCharsets.ISO_8859_1);
  }

  private String shellOf(String user, Map<String, String> host) {
    return LoginShell.of(host, passwd, user);
  }

  @Test
  @DisplayName("W-02 a host that is not told its user's shell looks it up")
  void theUsersShellIsLookedUp() throws IOException {
    enter("root:x:0:0:root:/root:/bin/bash", "me:x:1000:1000:Zo\u00eb,,,:/home/me:" + shell);

    assertThat(shellOf("me", Map.of())).isEqualTo(shell.toString());
    assertThat(shellOf("me", Map.of("SHELL", ""))).isEqualTo(shell.toString());
  }

  @Test
  @DisplayName("W-02 what the environment says of the shell comes first")
  void theEnvironmentComesFirst() throws IOException {
    enter("me:x:1000:1000::/home/me:" + shell);

    assertThat(shellOf("me", Map.of("SHELL", "/opt/fish"))).isEqualTo("/opt/fish");
  }

  @Test
  @DisplayName("W-02 without a shell that works there is still the usual one")
  void thereIsAlwaysAShell() throws IOException {
    assertThat(shellOf("me", Map.of())).as("no file").isEqualTo("/bin/sh");

    for (String unusable :
        List.of("", "zsh", "/no/such/shell", "/usr/sbin/nologin", "/bin/false")) {
      enter("me:x:1000:1000::/home/me:" + unusable);
      assertThat(shellOf("me", Map.of())).as(unusable).isEqualTo("/bin/sh");
    }

    enter("", "me", "you:x:1000:1000::/home/you:" + shell, "+::::::");
    assertThat(shellOf("me", Map.of())).as("no entry").isEqualTo("/bin/sh");
  }
}
