package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Owner;
import dev.agentsessions.project.ProjectId;
import java.util.Optional;

/**
 * What a session is known by.
 *
 * @param name 1..200 characters, as given or made; the slug is its form in addresses
 * @param parent absent also when the parent was deleted
 * @param role free text, unique among the project's live sessions (S-19)
 */
public record SessionIdentity(
    SessionId id,
    ProjectId project,
    Slug slug,
    String name,
    Owner owner,
    Optional<SessionId> parent,
    Optional<String> role) {
  public static final int MAX_NAME = 200;

  public SessionIdentity {
    requireNonNull(id, "id");
    requireNonNull(project, "project");
    requireNonNull(slug, "slug");
    SessionException.Invalid.check(
        !name.isBlank() && name.length() <= MAX_NAME, "name", "must have 1..200 characters");
    requireNonNull(owner, "owner");
    requireNonNull(parent, "parent");
    role.ifPresent(
        text ->
            SessionException.Invalid.check(
                !text.isBlank() && text.length() <= MAX_NAME,
                "role",
                "must have 1..200 characters"));
  }
}
