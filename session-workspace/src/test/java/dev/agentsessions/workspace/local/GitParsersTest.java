package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.GitChange;
import dev.agentsessions.workspace.GitChange.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What is read of git, and of callers' paths. */
class GitParsersTest {
  private static final String[] PARTS = {
    "# branch.ab ",
    "+1 -2",
    "1 ",
    "2 ",
    "u ",
    "? ",
    ".M ",
    "N... ",
    "100644 ",
    "000000 ",
    "abc ",
    ":",
    " M",
    "\t",
    "-\t-\t",
    "12",
    "path",
    "a b",
    "\n",
    "..",
    ".git",
    "/",
    "é",
    " "
  };

  @Test
  @DisplayName("G-01 git's status is read")
  void statusIsRead() {
    WorkState state =
        WorkState.parse(
            List.of(
                "# branch.oid abc",
                "# branch.ab +3 -4",
                "1 .M N... 100644 100644 100755 a b a file with blanks",
                "1 A. N... 000000 100644 100644 a b new",
                "1 AD N... 000000 100644 000000 a b neither",
                "1 .D N... 100644 100644 000000 a b gone",
                "1 .T N... 100644 100644 120000 a b link",
                "u UU N... 100644 100644 100644 100644 a b c both",
                "? here",
                "? nested/",
                ""));

    assertThat(state.ahead()).hasValue(3);
    assertThat(state.behind()).hasValue(4);
    assertThat(state.tracked())
        .isEqualTo(
            Map.of(
                "a file with blanks", Kind.MODIFIED,
                "new", Kind.ADDED,
                "gone", Kind.REMOVED,
                "link", Kind.TYPE_CHANGED,
                "both", Kind.CONFLICTED));
    assertThat(state.files()).containsExactly("here");
  }

  @Test
  void anotherFormOfStatusIsTold() {
    assertThatThrownBy(() -> WorkState.parse(List.of("1 .M short"))).isInstanceOf(GitFailure.class);
    assertThatThrownBy(() -> WorkState.parse(List.of("# branch.ab x y")))
        .isInstanceOf(GitFailure.class);
  }

  @Test
  @DisplayName("G-02 git's differences are read, however a file is called")
  void differencesAreRead() {
    assertThat(
            LineCounts.parse(
                List.of(
                    ":100644 100644 abc 000 M",
                    "-\tx",
                    ":000000 100644 000 abc A",
                    "bin",
                    "2\t1\t-\tx",
                    "-\t-\tbin",
                    "")))
        .isEqualTo(
            Map.of(
                "-\tx", new GitChange("-\tx", Kind.MODIFIED, 2, 1, false),
                "bin", new GitChange("bin", Kind.ADDED, 0, 0, true)));
  }

  @Test
  @DisplayName("G-06 of a configuration only what names no program and no place is copied")
  void onlyHarmlessConfigurationIsCopied() {
    var sealed =
        new SealedConfiguration(
            List.of(
                "core.filemode\nfalse",
                "core.fsmonitor\n/tmp/evil",
                "core.worktree\n/etc",
                "core.sshcommand\nevil",
                "filter.evil.clean\nevil",
                "include.path\n/tmp/evil",
                "remote.origin.url\next::evil",
                "remote.origin.fetch\n+refs/heads/*:refs/remotes/origin/*",
                "remote.origin.vcs\nevil",
                "branch.a\"]\\b.merge\nrefs/heads/x\n[core]\nfsmonitor = evil",
                "core.symlinks"));

    assertThat(sealed.text())
        .contains("[core]\n\tfilemode = \"false\"")
        .contains("[core]\n\tsymlinks = \"true\"")
        .contains("[remote \"origin\"]\n\tfetch = \"+refs")
        .contains(
            "[branch \"a\\\"]\\\\b\"]\n\tmerge = \"refs/heads/x\\n[core]\\nfsmonitor = evil\"")
        .doesNotContain("/tmp/evil")
        .doesNotContain("/etc")
        .doesNotContain("ext::")
        .doesNotContain("vcs");
    assertThat(sealed.value("core.worktree")).isEqualTo(Optional.of("/etc"));
  }

  @RepeatedTest(2000)
  @DisplayName("G-06 whatever git says is read or told as unreadable, whatever a path is")
  void whateverIsSaidIsReadOrTold(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    List<String> items =
        random
            .ints(1 + random.nextInt(5), 1, 9)
            .mapToObj(
                parts ->
                    random
                        .ints(parts, 0, PARTS.length)
                        .mapToObj(part -> PARTS[part])
                        .collect(Collectors.joining()))
            .toList();

    passesOrThrows(() -> WorkState.parse(items), GitFailure.class);
    passesOrThrows(() -> LineCounts.parse(items), GitFailure.class);
    passesOrThrows(() -> GitPaths.check(items.getFirst()), Invalid.class);
    passesOrThrows(() -> new SealedConfiguration(items).text(), GitFailure.class);
  }

  private static void passesOrThrows(Runnable call, Class<? extends Exception> expected) {
    try {
      call.run();
    } catch (RuntimeException e) {
      assertThat(e).isInstanceOf(expected);
    }
  }
}
