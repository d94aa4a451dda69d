package dev.agentsessions.examples.console;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;

/**
 * A command as a person writes it, as a program and its arguments: split at blanks; quotes of
 * either kind hold words together, and between single ones nothing else means anything; elsewhere a
 * backslash takes the next character as it is. No variables and no patterns: that is for a shell,
 * such as {@code sh -c '…'}.
 */
final class CommandWords {
  private static final char NONE = 0;

  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean escaped;
  private char quote = NONE;

  private CommandWords() {}

  /**
   * @throws IllegalArgumentException if a quote is not closed, or something is missing
   */
  static List<String> of(String command) {
    var parsed = new CommandWords();
    command.chars().forEach(character -> parsed.read((char) character));
    checkArgument(!parsed.escaped, "a backslash takes a character after it: %s", command);
    checkArgument(parsed.quote == NONE, "a quote is not closed: %s", command);
    parsed.endWord();
    checkArgument(
        !parsed.words.isEmpty() && !parsed.words.getFirst().isEmpty(),
        "no program is named: %s",
        command);
    return parsed.words;
  }

  private void read(char character) {
    if (escaped) {
      add(character);
      escaped = false;
    } else if (character == '\\' && quote != '\'') {
      escaped = true;
    } else if (character == quote) {
      quote = NONE;
    } else if (quote == NONE && (character == '"' || character == '\'')) {
      quote = character;
      inWord = true;
    } else if (quote == NONE && Character.isWhitespace(character)) {
      endWord();
    } else {
      add(character);
    }
  }

  private void add(char character) {
    word.append(character);
    inWord = true;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
