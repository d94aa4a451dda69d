package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Permission;
import dev.agentsessions.session.SessionException.Invalid;
import java.time.Instant;

/**
 * What a caller may do in a project (T-02): the role is called as its permission. Kept only: nobody
 * is asked for it yet.
 *
 * @param subject the caller's id
 */
public record RoleBinding(String subject, Permission role, Instant createdAt) implements Entry {
  public RoleBinding {
    Invalid.check(
        !subject.isBlank() && subject.length() <= MAX_KEY,
        "subject",
        "must have 1..200 characters");
    requireNonNull(role, "role");
    requireNonNull(createdAt, "createdAt");
  }

  @Override
  public String key() {
    return subject;
  }
}
