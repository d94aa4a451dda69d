package dev.agentsessions.workspace;

import dev.agentsessions.session.SessionException.Invalid;

/** Who a commit is said to be by. */
public record GitIdentity(String name, String email) {
  private static final int MAX_LENGTH = 200;

  public GitIdentity {
    check("author.name", name);
    check("author.email", email);
  }

  private static void check(String field, String text) {
    // What git would drop from it must not be all of it.
    boolean fits =
        text.length() <= MAX_LENGTH
            && text.chars().anyMatch(Character::isLetterOrDigit)
            && text.chars()
                .noneMatch(each -> Character.isISOControl(each) || "<>".indexOf(each) >= 0);
    Invalid.check(
        fits, field, "must have 1.." + MAX_LENGTH + " characters in one line, and no < or >");
  }
}
