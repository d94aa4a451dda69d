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

  /** With one more word, which must not begin with a hyphen or have control characters. */
  GitCommand value(String value) {
    checkArgument(
        !value.startsWith("-") && value.chars().noneMatch(Character::isISOControl),
        "not a value for git: %s",
        value);
    return new GitCommand(Stream.concat(words.stream(), Stream.of(value)).toList());
  }
}
