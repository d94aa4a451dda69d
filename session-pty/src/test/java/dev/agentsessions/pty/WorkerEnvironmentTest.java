package dev.agentsessions.pty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WorkerEnvironmentTest {
  private final WorkerEnvironment environment =
      new WorkerEnvironment(
          Map.of(
              "PATH", "/host/bin",
              "HOME", "/home/me",
              "SHELL", "/bin/zsh",
              "LANG", "C.UTF-8",
              "LC_TIME", "de_DE",
              "TERM", "dumb",
              "AWS_SECRET_ACCESS_KEY", "secret",
              "LD_PRELOAD", "/host.so"),
          "/bin/zsh");

  @Test
  @DisplayName("W-02 of the host's variables only harmless ones are inherited")
  void onlyHarmlessVariablesAreInherited() {
    assertThat(environment.with(Map.of()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "PATH", "/host/bin",
                "HOME", "/home/me",
                "SHELL", "/bin/zsh",
                "LANG", "C.UTF-8",
                "LC_TIME", "de_DE",
                "TERM", "xterm-256color",
                "COLORTERM", "truecolor"));
  }

  @Test
  @DisplayName("W-02 a session's own variables are there, but shadow none of the user's")
  void noSessionShadowsItsUser() {
    Map<String, String> all =
        environment.with(
            Map.of(
                "TOKEN", "mine",
                "LANG", "fr_FR",
                "PATH", "/evil",
                "HOME", "/evil",
                "USER", "root",
                "LOGNAME", "root",
                "SHELL", "/evil",
                "TERM", "vt52",
                "LD_PRELOAD", "/evil.so",
                "LD_LIBRARY_PATH", "/evil"));

    assertThat(all)
        .containsEntry("TOKEN", "mine")
        .containsEntry("LANG", "fr_FR")
        .containsEntry("PATH", "/host/bin")
        .containsEntry("HOME", "/home/me")
        .containsEntry("SHELL", "/bin/zsh")
        .containsEntry("TERM", "xterm-256color")
        .doesNotContainKeys("USER", "LOGNAME", "LD_PRELOAD", "LD_LIBRARY_PATH");
  }

  @Test
  void aHostThatKnowsNothingStillHasAShell() {
    WorkerEnvironment bare = new WorkerEnvironment(Map.of(), "/bin/sh");

    assertThat(bare.loginShell()).containsExactly("/bin/sh", "-l");
    assertThat(bare.with(Map.of()))
        .containsEntry("PATH", "/usr/local/bin:/usr/bin:/bin")
        .containsEntry("SHELL", "/bin/sh");
  }
}
