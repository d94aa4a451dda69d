package dev.agentsessions.pty.log;

import java.util.Objects;

/**
 * Whose terminal and output: a worker of a session. Both ids become folder names, so only letters,
 * digits and hyphens are taken.
 *
 * @param session the session's id, 1 to 64 characters of {@code [A-Za-z0-9-]}
 * @param worker the worker's id, of the same form
 */
public record WorkerKey(String session, String worker) {
  private static final int LONGEST = 64;

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

  /** By hand, because keys are made for every read: a pattern costs more than the read does. */
  static boolean isId(String text) {
    boolean taken = !text.isEmpty() && text.length() <= LONGEST;
    for (int at = 0; taken && at < text.length(); at++) {
      taken = isTaken(text.charAt(at));
    }
    return taken;
  }

  private static boolean isTaken(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  @Override
  public String toString() {
    return session + "/" + worker;
  }
}
