package dev.agentsessions.secret;

import static dev.agentsessions.session.SessionException.Invalid.check;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A secret's name in its session, and the variable in which the session's programs find it: 1..64
 * letters, digits and underscores, not a digit first, and none of the system's own (W-02).
 */
public record SecretName(String value) implements Comparable<SecretName> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final Set<String> TAKEN =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "TERM",
          "COLORTERM",
          "SESSION_ID",
          "WORKER_ID",
          "PROJECT",
          "SESSION_API_URL",
          "SESSION_TOKEN_FILE");

  public SecretName {
    check(
        FORM.matcher(value).matches(),
        "name",
        "must have 1..64 letters, digits and underscores, not a digit first");
    check(!TAKEN.contains(value) && !value.startsWith("LD_"), "name", "is the system's: " + value);
  }

  @Override
  public int compareTo(SecretName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
