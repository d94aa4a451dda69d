package dev.agentsessions.identity;

/**
 * What ids look like: 1..64 ASCII letters and digits, and a few characters more. Every row that is
 * read holds several ids, so they are looked at by hand: a regular expression takes ten times as
 * long.
 */
public final class IdForm {
  public static final int MAX_LENGTH = 64;

  private IdForm() {}

  /**
   * Whether a text has this form.
   *
   * @param more characters that it may hold beside letters and digits
   */
  public static boolean matches(String text, String more) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && more.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
