package dev.agentsessions.workspace.local;

import dev.agentsessions.workspace.GitUrl;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * The configuration that git reads in place of a repository's own. Of that it has what says how
 * files are stored and which remote branch a branch follows; nothing that names a program, a file
 * or another place, whatever git comes to know in later versions (G-06).
 *
 * @param items {@code key\nvalue} as git lists them; keys in lower case but for their middle part
 */
record SealedConfiguration(List<String> items) {
  private static final Set<String> COPIED =
      Set.of(
          "core.repositoryformatversion",
          "core.filemode",
          "core.symlinks",
          "core.ignorecase",
          "core.precomposeunicode",
          "core.autocrlf",
          "core.eol",
          "core.sparsecheckout",
          "core.sparsecheckoutcone",
          "extensions.objectformat",
          "extensions.refstorage");

  /** Which remote branch a branch follows, and where that is kept. */
  private static final Pattern FOLLOWED =
      Pattern.compile("(branch\\..+\\.(remote|merge)|remote\\..+\\.fetch)", Pattern.DOTALL);

  private static final Pattern REMOTE = Pattern.compile("remote\\..+\\.url", Pattern.DOTALL);
  private static final Set<String> AUTHOR = Set.of("user.name", "user.email");

  /** Beside those that each call of git gets. */
  private static final String FIXED =
      """
      [core]
      \tbare = false
      \tattributesFile = /dev/null
      \texcludesFile = /dev/null
      [diff]
      \tignoreSubmodules = dirty
      [submodule]
      \trecurse = false
      [fetch]
      \trecurseSubmodules = false
      \tfsckObjects = true
      [push]
      \trecurseSubmodules = no
      [rebase]
      \tautoStash = false
      [merge]
      \tconflictStyle = merge
      """;

  SealedConfiguration {
    items = List.copyOf(items);
  }

  /** The last value that a key has. */
  Optional<String> value(String key) {
    return items.stream()
        .filter(item -> item.startsWith(key + "\n"))
        .map(item -> item.substring(key.length() + 1))
        .reduce((first, second) -> second);
  }

  /** As a file. */
  String text() {
    return text((key, value) -> isStorage(key)) + FIXED;
  }

  /** As the file of a copy of the repository: with who commits, and where its remotes are. */
  String portable() {
    return text(
            (key, value) ->
                isStorage(key)
                    || AUTHOR.contains(key)
                    || (REMOTE.matcher(key).matches() && isAddress(value)))
        + "[core]\n\tbare = false\n";
  }

  private static boolean isStorage(String key) {
    return COPIED.contains(key) || FOLLOWED.matcher(key).matches();
  }

  /** Nothing that git would run, and without a password. */
  private static boolean isAddress(String value) {
    try {
      GitUrl unused = GitUrl.parse(value);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private String text(BiPredicate<String, String> copied) {
    var text = new StringBuilder();
    for (String item : items) {
      int end = item.indexOf('\n');
      String key = end < 0 ? item : item.substring(0, end);
      String value = end < 0 ? "true" : item.substring(end + 1);
      if (copied.test(key, value)) {
        append(text, key, value);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String key, String value) {
    int first = key.indexOf('.');
    int last = key.lastIndexOf('.');
    text.append('[').append(key, 0, first);
    if (last > first) {
      text.append(" \"").append(escaped(key.substring(first + 1, last))).append('"');
    }
    text.append("]\n\t")
        .append(key.substring(last + 1).toLowerCase(Locale.ROOT))
        .append(" = \"")
        .append(escaped(value).replace("\n", "\\n"))
        .append("\"\n");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
