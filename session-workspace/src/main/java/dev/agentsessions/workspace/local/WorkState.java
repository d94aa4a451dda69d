package dev.agentsessions.workspace.local;

import com.google.common.base.Splitter;
import dev.agentsessions.workspace.GitChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What git says of a work tree. Paths have one character a byte.
 *
 * @param ahead absent: the branch follows none, or one that was not fetched
 * @param tracked what differs from the last commit, of what git knows
 * @param untracked files that git does not know, and does not ignore
 */
record WorkState(
    OptionalLong ahead, OptionalLong behind, Map<String, Kind> tracked, List<String> untracked) {
  private static final Splitter BLANK = Splitter.on(' ');
  private static final String NONE = "000000";

  WorkState {
    tracked = Map.copyOf(tracked);
    untracked = List.copyOf(untracked);
  }

  static WorkState in(SealedGit git) {
    GitOutput output =
        git.run(
            git.longCall(
                    GitCommand.of(
                        "status",
                        "--porcelain=v2",
                        "--branch",
                        "-z",
                        "--untracked-files=all",
                        "--no-renames",
                        "--ignore-submodules=dirty"))
                .tellingPaths());
    output.orThrow();
    if (!output.whole()) {
      throw new GitFailure("more files differ than can be told");
    }
    return parse(output.items());
  }

  /**
   * @param items of {@code git status --porcelain=v2 --branch -z --no-renames}
   * @throws GitFailure if they are something else
   */
  static WorkState parse(List<String> items) {
    OptionalLong ahead = OptionalLong.empty();
    OptionalLong behind = OptionalLong.empty();
    Map<String, Kind> tracked = new LinkedHashMap<>();
    List<String> untracked = new ArrayList<>();
    try {
      for (String item : items) {
        if (item.startsWith("# branch.ab ")) {
          List<String> words = BLANK.splitToList(item);
          ahead = OptionalLong.of(Math.abs(Long.parseLong(words.get(2))));
          behind = OptionalLong.of(Math.abs(Long.parseLong(words.get(3))));
        } else if (item.startsWith("1 ")) {
          addChange(tracked, BLANK.limit(9).splitToList(item));
        } else if (item.startsWith("u ")) {
          tracked.put(BLANK.limit(11).splitToList(item).get(10), Kind.CONFLICTED);
        } else if (item.startsWith("? ")) {
          untracked.add(item.substring(2));
        }
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new GitFailure("git told its status in another form", e);
    }
    return new WorkState(ahead, behind, tracked, untracked);
  }

  /** Of {@code 1 XY sub mH mI mW hH hI path}, where m are the file's modes in HEAD and here. */
  private static void addChange(Map<String, Kind> tracked, List<String> words) {
    boolean was = !words.get(3).equals(NONE);
    boolean is = !words.get(5).equals(NONE);
    if (was || is) { // else it was added to the index alone
      Kind kind = was && is ? kindOf(words.get(3), words.get(5)) : was ? Kind.REMOVED : Kind.ADDED;
      tracked.put(words.get(8), kind);
    }
  }

  private static Kind kindOf(String before, String after) {
    // 100644 and 100755 are both files.
    return before.substring(0, 3).equals(after.substring(0, 3)) ? Kind.MODIFIED : Kind.TYPE_CHANGED;
  }

  /** Nothing is to be committed. */
  boolean isClean() {
    return tracked.isEmpty() && files().isEmpty();
  }

  /** What git does not know, but for repositories of their own. */
  List<String> files() {
    return untracked.stream().filter(path -> !path.endsWith("/")).toList();
  }
}
