package dev.agentsessions.pty.log;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Whose terminal and output: a worker of a session. Both ids become folder names, so only letters,
 * digits and hyphens are taken.
 *
 * @param session the session's id, 1 to 64 characters of {@code [A-Za-z0-9-]}
 * @param worker the worker's id, of the same form
 */
public record WorkerKey(String session, String worker) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** Checks both ids. */
  public WorkerKey {
    check(session);
    check(worker);
  }

  private static void check(String id) {
    if (!isId(Objects.requireNonNull(id, "id"))) {
      throw new IllegalArgumentException("not an id: " + id);
    }
  }

  static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return session + "/" + worker;
  }
}
