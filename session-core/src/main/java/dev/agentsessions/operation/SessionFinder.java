package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.Projects;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.session.Slug;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Looks sessions up as callers see them: in their project, and not once they are deleted (S-02,
 * S-08).
 */
final class SessionFinder {
  private final SessionStore store;
  private final Projects projects;

  @Inject
  SessionFinder(SessionStore store, Projects projects) {
    this.store = requireNonNull(store, "store");
    this.projects = requireNonNull(projects, "projects");
  }

  /** One page; an empty one may be that of a project that is not there. */
  SessionPage page(SessionQuery query) {
    SessionPage page = store.page(query);
    if (page.items().isEmpty() && projects.find(query.project()).isEmpty()) {
      throw new SessionException.NotFound("project " + query.project());
    }
    return page;
  }

  /** By slug alone. */
  Optional<Session> find(ProjectId project, Slug slug) {
    return store.find(project, slug);
  }

  Session get(ProjectId project, SessionRef ref) {
    return switch (ref) {
      case SessionRef.ById by -> byId(project, by.id()).orElseThrow(() -> notFound(by.id()));
      case SessionRef.BySlug by ->
          store
              .find(project, by.slug())
              .or(() -> importedId(by).flatMap(id -> byId(project, id)))
              .orElseThrow(() -> notFound(by.slug()));
    };
  }

  /** The same, and by its id also one that was deleted and is not gone yet. */
  Session getDeletedToo(ProjectId project, SessionRef ref) {
    return switch (ref) {
      case SessionRef.ById by -> stored(project, by.id()).orElseThrow(() -> notFound(by.id()));
      case SessionRef.BySlug by -> get(project, by);
    };
  }

  private Optional<Session> byId(ProjectId project, SessionId id) {
    return stored(project, id).filter(session -> !session.isDeleted());
  }

  private Optional<Session> stored(ProjectId project, SessionId id) {
    return store.find(id).filter(session -> session.identity().project().equals(project));
  }

  private static Optional<SessionId> importedId(SessionRef.BySlug by) {
    return by.slug().value().length() <= SessionId.MAX_LENGTH
        ? Optional.of(new SessionId(by.slug().value()))
        : Optional.empty();
  }

  private static SessionException notFound(Object what) {
    return new SessionException.NotFound("session " + what);
  }
}
