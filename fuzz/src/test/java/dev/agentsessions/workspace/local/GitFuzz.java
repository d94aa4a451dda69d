package dev.agentsessions.workspace.local;

import static dev.agentsessions.fuzz.Fuzz.check;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.CloneProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What git says of repositories that anybody made, and callers of paths in them. */
public final class GitFuzz {
  private static final Path ROOT = Path.of("/root/of/all");

  /** Sections that are copied, or ours; whatever is quoted is. */
  private static final Pattern LINE =
      Pattern.compile(
          "\\[(core|extensions|diff|submodule|fetch|push|rebase|merge)]"
              + "|\\[(branch|remote) \"([^\"\\\\]|\\\\.)*\"]"
              + "|\t[a-z0-9-]+ = \"([^\"\\\\]|\\\\.)*\"|\t[A-Za-z]+ = [a-z/]+",
          Pattern.DOTALL);

  private GitFuzz() {}

  private static List<String> items(byte[] input) {
    return new GitOutput(0, new String(input, ISO_8859_1), "").items();
  }

  public static void status(byte[] input) {
    try {
      WorkState state = WorkState.parse(items(input));
      check(state.ahead().orElse(0) >= 0 && state.behind().orElse(0) >= 0, "below zero", state);
      check(!state.isClean() || state.tracked().isEmpty(), "clean", state);
    } catch (GitFailure told) {
      // In another form.
    }
  }

  public static void differences(byte[] input) {
    try {
      LineCounts.parse(items(input))
          .values()
          .forEach(it -> check(it.added() >= 0 && it.removed() >= 0, "below zero", it));
    } catch (GitFailure told) {
      // In another form.
    }
  }

  /** What a remote says, too, is among it. */
  public static void progress(byte[] input) throws IOException {
    List<CloneProgress> told = new ArrayList<>();
    byte[] whole = new GitProgress(new ByteArrayInputStream(input), told::add).readAllBytes();
    var cut = new ByteArrayOutputStream();
    var bytes = new GitProgress(new ByteArrayInputStream(input), told::add);
    for (int next = bytes.read(); next >= 0; next = bytes.read()) {
      cut.write(next);
      bytes.tell();
    }
    check(Arrays.equals(whole, cut.toByteArray()), "depends on how it is read", cut);
    check(whole.length <= input.length, "more than came", cut);
    told.forEach(it -> check(it.inWords().endsWith(" %"), "no progress", it));
  }

  public static void worktrees(byte[] input) {
    List<String> items = items(input);
    check(CheckedOut.list(items).size() <= items.size(), "more than there are", items);
  }

  public static void configuration(byte[] input) {
    String text = new SealedConfiguration(items(input)).text();
    for (String line : text.split("\n", -1)) {
      check(line.isEmpty() || LINE.matcher(line).matches(), "not ours", line);
    }
  }

  public static void path(String text) {
    try {
      GitPaths.check(text);
    } catch (Invalid refused) {
      return;
    }
    Path place = ROOT.resolve(text);
    check(place.normalize().equals(place) && place.startsWith(ROOT), "leads elsewhere", place);
    check(GitPaths.shown(GitPaths.bytes(text)).equals(text), "another path", text);
  }
}
