package dev.agentsessions.workspace.local;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.stream.Stream;

/** What to tell git: words of ours, and values that came from outside and are never an option. */
record GitCommand(List<String> words) {
  GitCommand {
    words = List.copyOf(words);
  }

  /** Words that are written in this program. */
  static GitCommand of(String... words) {
    return new GitCommand(List.of(words));
  }

  /** With more words of ours. */
  GitCommand and(String... more) {
    return new GitCommand(Stream.concat(words.stream(), Stream.of(more)).toList());
  }

  /** With a path, after {@code --}: it may begin with a hyphen, but is no option there. */
  GitCommand file(String path) {
    checkArgument(words.contains("--") && path.indexOf(0) < 0, "not a path for git: %s", path);
    return and(path);
  }

  /** With one more word, which must not begin with a hyphen or have control characters. */
  GitCommand value(String value) {
    checkArgument(
        !value.startsWith("-") && value.chars().noneMatch(Character::isISOControl),
        "not a value for git: %s",
        value);
    return and(value);
  }
}
