package dev.agentsessions.store.internal;

import dev.agentsessions.session.Session;
import java.util.Locale;

/** What a session is found by when callers look for a text, ignoring case. */
final class SearchText {
  private static final int MAX_LENGTH = 4096;

  /** Between two fields, so that nothing is found across them. */
  private static final char BETWEEN = '\u001f';

  private SearchText() {}

  /** Name, display name, subject and as much of the initial prompt as fits. */
  static String of(Session session) {
    String text =
        lowerCase(
            session.identity().name()
                + BETWEEN
                + session.metadata().displayName()
                + BETWEEN
                + session.spec().subject().orElse("")
                + BETWEEN
                + session.spec().agent().initialPrompt().orElse(""));
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    return text.substring(0, end);
  }

  static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
