package dev.agentsessions.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.SessionException.Invalid;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacePathTest {
  static Stream<Arguments> hostile() {
    return Stream.of(
        hostile("a parent", "..", "a/..", "../a", "a/../b", "a/../../b"),
        hostile("the folder itself", ".", "./a", "a/.", "a/./b"),
        hostile("an absolute path", "/", "/a", "/etc/passwd", "//etc/passwd"),
        hostile("an empty name", "a//b", "a/", "a/b//"),
        hostile("a NUL", "\0", "a\0", "a\0.txt", "a/\0/b"),
        hostile("a control character", "a\nb", "a\rb", "\u001b[2J", "a\u0085", "\u007f"),
        hostile("a backslash", "\\", "..\\a", "a\\..\\..\\b", "C:\\Windows", "\\\\host\\share"),
        hostile("git's own", ".git", ".git/config", "a/.git", "a/.git/hooks/pre-commit"),
        hostile("git's own in other letters", ".GIT", ".Git/config", "a/.gIt"),
        hostile("git's own to HFS+", ".g\u200cit", ".git\u200d/x", "\ufeff.git", ".gi\u202et"),
        hostile("git's own to NTFS", "git~1", "GIT~1/config", ".git::$INDEX_ALLOCATION/x"),
        hostile("git's own with trailing dots", ".git.", ".git...", ".git ", ".git. . ./config"),
        hostile("bytes that are no text", "a\uFFFDb", "\uFFFD\uFFFD/x"),
        hostile("half a character", "\uD800", "a/\uDC00b", "\uD83D/x"),
        hostile("a long name", "x".repeat(256), "a/" + "é".repeat(128), "x".repeat(100_000)),
        hostile("a long path", "abc/".repeat(1024) + "x", "a/".repeat(1_000_000) + "b"));
  }

  private static Arguments hostile(String what, String... paths) {
    return Arguments.of(what, List.of(paths));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  @DisplayName("F-03 what could lead elsewhere is refused before any disk is asked")
  void whatCouldLeadElsewhereIsRefused(String what, List<String> paths) {
    for (String each : paths) {
      assertThatThrownBy(() -> new WorkspacePath(each))
          .as("%s", each.length() > 50 ? each.length() + " characters" : each)
          .isInstanceOfSatisfying(
              Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo("path"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b",
        "...",
        "..a",
        "a..",
        "a.",
        "a ",
        " a",
        "-rf",
        "%2e%2e/a",
        "%252e%252e%252fa",
        "é/日本/🎉",
        ".gitignore",
        ".gitmodules",
        ".github/workflows",
        "agit",
        "a.git",
        "git~2",
        "~/x",
        "$HOME",
        "a:b",
        "*?",
        "<script>",
        "aux",
        "a;b|c"
      })
  @DisplayName("F-03 what only looks strange is a name like any other")
  void whatOnlyLooksStrangeIsAName(String path) {
    assertThat(new WorkspacePath(path).value()).isEqualTo(path);
    assertThat(String.join("/", new WorkspacePath(path).names())).isEqualTo(path);
  }

  @Test
  @DisplayName("F-03 the longest names and paths that Linux takes are taken")
  void theLongestAreTaken() {
    assertThat(new WorkspacePath("x".repeat(255)).name()).hasSize(255);
    assertThat(new WorkspacePath("abc/".repeat(1023) + "abcd").names()).hasSize(1024);
  }

  @Test
  void theRootHasNoName() {
    assertThat(WorkspacePath.ROOT.isRoot()).isTrue();
    assertThat(WorkspacePath.ROOT.names()).isEmpty();
    assertThat(WorkspacePath.ROOT.name()).isEmpty();
    assertThat(WorkspacePath.ROOT.find("a")).hasValue(new WorkspacePath("a"));
    assertThat(new WorkspacePath("a").find("b")).hasValue(new WorkspacePath("a/b"));
    assertThat(new WorkspacePath("a").find("b/c")).isEmpty();
    assertThat(new WorkspacePath("a").find("")).isEmpty();
    assertThat(new WorkspacePath("a/b").find("..")).isEmpty();
  }

  /** What a hostile path is made of. */
  private static final List<String> PIECES =
      List.of(
          "/",
          "/",
          "/",
          ".",
          "..",
          "...",
          "a",
          "b",
          ".git",
          "GIT~1",
          "\\",
          "\0",
          "\n",
          " ",
          ":",
          "%2e",
          "%2f",
          "\u200c",
          "\ufeff",
          "\uD83D",
          "\uDE00",
          "é",
          "\uFFFD",
          "x".repeat(200));

  @RepeatedTest(200)
  @DisplayName(
      "F-03 whatever a path is made of, it is refused, or stays below the root it is put to")
  void whateverAPathIsMadeOf(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    for (int each = 0; each < 500; each++) {
      var text = new StringBuilder();
      for (int pieces = random.nextInt(12); pieces >= 0; pieces--) {
        text.append(
            random.nextInt(8) == 0
                ? Character.toString(random.nextInt(0x10000))
                : PIECES.get(random.nextInt(PIECES.size())));
      }
      check(text.toString(), run.getCurrentRepetition());
    }
  }

  private static void check(String text, int seed) {
    WorkspacePath path;
    try {
      path = new WorkspacePath(text);
    } catch (Invalid refused) {
      return;
    }
    Path root = Path.of("/srv/work");
    Path resolved = root.resolve(text);
    assertThat(resolved.normalize()).as("seed %d: %s", seed, text).isEqualTo(resolved);
    assertThat(resolved.startsWith(root)).as("seed %d: %s", seed, text).isTrue();
    assertThat(resolved.getNameCount()).isEqualTo(root.getNameCount() + path.names().size());
    assertThat(text.getBytes(UTF_8).length).isLessThanOrEqualTo(WorkspacePath.MAX_BYTES);
    assertThat(path.names())
        .as("seed %d: %s", seed, text)
        .allMatch(WorkspacePath::isName)
        .noneMatch(name -> name.equalsIgnoreCase(".git"));
  }
}
