package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Permission;

/** Who may use an endpoint. Checked before anything about existence is revealed. */
sealed interface Access {
  /** Anybody who reaches the server: says nothing about anybody's sessions. */
  record Open() implements Access {}

  /** Any caller; what they may do, and with what, the operation decides. */
  record Known() implements Access {}

  /** Whoever has this permission in the project that the path names. */
  record InProject(Permission permission) implements Access {
    public InProject {
      requireNonNull(permission, "permission");
    }
  }

  Access OPEN = new Open();
  Access KNOWN = new Known();
  Access VIEW = new InProject(Permission.VIEW);
  Access EDIT = new InProject(Permission.EDIT);
  Access ADMIN = new InProject(Permission.ADMIN);
}
