package dev.agentsessions.json;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Permission;

/** What a caller shall be in a project. */
public record NewRole(String subject, Permission role) {
  public NewRole {
    requireNonNull(subject, "subject");
    requireNonNull(role, "role");
  }
}
