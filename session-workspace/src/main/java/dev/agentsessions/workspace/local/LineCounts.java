package dev.agentsessions.workspace.local;

import dev.agentsessions.workspace.GitChange;
import dev.agentsessions.workspace.GitChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What git says of the changes of files. Paths have one character a byte. */
final class LineCounts {
  /** Of more files all are compared: cheaper than to name them. */
  private static final int MAX_NAMED = 200;

  /** Of a longer file that git does not know, no lines are counted. */
  private static final long MAX_BYTES = 10 << 20;

  private static final String[] COMPARED = {
    "--raw",
    "--numstat",
    "-z",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--ignore-submodules=dirty"
  };

  private LineCounts() {}

  /**
   * How files that git knows differ from a commit or a tree.
   *
   * @param paths those that matter; empty: all
   */
  static Map<String, GitChange> ofTracked(SealedGit git, String base, Collection<String> paths) {
    GitCommand command = GitCommand.of("diff").and(COMPARED).value(base).and("--");
    boolean named = paths.size() <= MAX_NAMED && paths.stream().allMatch(LineCounts::isPlain);
    for (String path : named ? paths : List.<String>of()) {
      command = command.file(GitPaths.shown(path));
    }
    return changes(git.run(git.longCall(command).tellingPaths()));
  }

  /** A path that Java can hand over as it is. */
  private static boolean isPlain(String path) {
    return GitPaths.bytes(GitPaths.shown(path)).equals(path);
  }

  /** The same of files that git does not know: all of each is new. */
  static Map<String, GitChange> ofUntracked(SealedGit git, List<String> paths) {
    Map<String, GitChange> changes = new LinkedHashMap<>();
    for (String path : paths) {
      changes.put(path, new GitChange(GitPaths.shown(path), Kind.ADDED, 0, 0, true));
    }
    List<String> readable = paths.stream().filter(path -> isSmall(git.tree(), path)).toList();
    if (!readable.isEmpty() && addAside(git, readable)) {
      GitCommand command =
          GitCommand.of("diff-index", "--cached").and(COMPARED).value(git.emptyTree()).and("--");
      changes.putAll(changes(git.run(git.aside(git.longCall(command)).tellingPaths())));
    }
    return changes;
  }

  /** Adds files to an index aside; false: one of them changed just now. */
  static boolean addAside(SealedGit git, List<String> paths) {
    GitCommand add = GitCommand.of("update-index", "--add", "-z", "--stdin");
    GitCall call = git.aside(git.longCall(add)).reading(String.join("\0", paths) + "\0");
    return git.run(call).succeeded();
  }

  private static boolean isSmall(WorkTree tree, String path) {
    try {
      if (!isPlain(path)) {
        return false;
      }
      BasicFileAttributes file =
          Files.readAttributes(
              tree.directory().resolve(GitPaths.shown(path)),
              BasicFileAttributes.class,
              LinkOption.NOFOLLOW_LINKS);
      return file.isSymbolicLink() || (file.isRegularFile() && file.size() <= MAX_BYTES);
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /** Reads {@code --raw --numstat -z}: for each file its kind, later its lines. */
  private static Map<String, GitChange> changes(GitOutput output) {
    output.orThrow();
    if (!output.whole()) {
      throw new GitFailure("more files differ than can be told");
    }
    return parse(output.items());
  }

  /**
   * @throws GitFailure if they are something else
   */
  static Map<String, GitChange> parse(List<String> items) {
    Map<String, GitChange> changes = new LinkedHashMap<>();
    try {
      for (int item = 0; item < items.size(); item++) {
        String text = items.get(item);
        if (text.startsWith(":")) {
          String path = items.get(++item);
          Kind kind = kind(text.charAt(text.lastIndexOf(' ') + 1));
          changes.merge(
              path,
              new GitChange(GitPaths.shown(path), kind, 0, 0, false),
              (first, second) -> first.kind() == Kind.CONFLICTED ? first : second);
        } else if (!text.isEmpty()) {
          count(changes, text);
        }
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new GitFailure("git told its differences in another form", e);
    }
    return changes;
  }

  private static void count(Map<String, GitChange> changes, String text) {
    int first = text.indexOf('\t');
    int second = text.indexOf('\t', first + 1);
    String path = text.substring(second + 1);
    boolean binary = text.startsWith("-");
    long added = binary ? 0 : lines(text.substring(0, first));
    long removed = binary ? 0 : lines(text.substring(first + 1, second));
    changes.computeIfPresent(
        path,
        (same, change) -> new GitChange(change.path(), change.kind(), added, removed, binary));
  }

  private static long lines(String text) {
    long count = Long.parseLong(text);
    if (count < 0) {
      throw new NumberFormatException(text);
    }
    return count;
  }

  private static Kind kind(char letter) {
    return switch (letter) {
      case 'A' -> Kind.ADDED;
      case 'D' -> Kind.REMOVED;
      case 'T' -> Kind.TYPE_CHANGED;
      case 'U' -> Kind.CONFLICTED;
      default -> Kind.MODIFIED;
    };
  }
}
