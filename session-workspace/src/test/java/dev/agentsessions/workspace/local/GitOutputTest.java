package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GitOutputTest {
  @Test
  void theFirstThingThatWentWrongIsTold() {
    var output = new GitOutput(128, "", "Preparing\nfatal: no such ref\nerror: more\nhint: try\n");

    assertThatThrownBy(output::orThrow)
        .isInstanceOf(GitFailure.class)
        .hasMessage("git: no such ref");
  }

  @Test
  void ofARemoteThatWasNotReachedSshTellsWhy() {
    var output =
        new GitOutput(
            128,
            "",
            """
            Host key verification failed.\r
            fatal: Could not read from remote repository.

            Please make sure you have the correct access rights
            """);

    assertThat(output.complaint()).isEqualTo("git: Host key verification failed.");
  }

  @Test
  void whereItClonesIsNothingThatWentWrong() {
    var output =
        new GitOutput(
            128, "", "Cloning into '/x'...\nfatal: Could not read from remote repository.\n");

    assertThat(output.complaint()).isEqualTo("git: Could not read from remote repository.");
  }

  @Test
  void whatGitDoesNotSayIsItsStatus() {
    assertThat(new GitOutput(1, "", "").complaint()).isEqualTo("git ended with status 1");
    assertThat(new GitOutput(1, "", "a\nbad\n").complaint()).isEqualTo("git: bad");
  }

  @Test
  void anOutputThatSucceededIsStripped() {
    assertThat(new GitOutput(0, "abc\n", "warning: x").orThrow()).isEqualTo("abc");
  }

  @Test
  void worktreesAreReadFromTheirList() {
    var list =
        new GitOutput(
            0,
            "worktree /srv/engine\0bare\0\0"
                + "worktree /srv/a\nb\0HEAD 1\0branch refs/heads/a/b\0\0"
                + "worktree /srv/c\0HEAD 2\0detached\0prunable gone\0\0",
            "");

    assertThat(CheckedOut.list(list.items()))
        .isEqualTo(
            List.of(
                new CheckedOut("/srv/engine", Optional.empty(), false),
                new CheckedOut("/srv/a\nb", Optional.of("a/b"), false),
                new CheckedOut("/srv/c", Optional.empty(), true)));
    assertThat(CheckedOut.list(List.of())).isEmpty();
  }
}
