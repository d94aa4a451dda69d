package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Reach;
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
 * Looks sessions up as a caller sees them: in their project, not once they are deleted (S-02,
 * S-08), and only those that the caller may do something with (T-02). Every method throws {@link
 * SessionException.Denied} when there can be none.
 */
final class SessionFinder {
  private final Authorizer authorizer;
  private final SessionStore store;
  private final Projects projects;

  @Inject
  SessionFinder(Authorizer authorizer, SessionStore store, Projects projects) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.store = requireNonNull(store, "store");
    this.projects = requireNonNull(projects, "projects");
  }

  /** One page; an empty one may be that of a project that is not there. */
  SessionPage page(Caller caller, Permission permission, SessionQuery query) {
    Reach reach = authorizer.reach(caller, permission, query.project());
    SessionPage page = store.page(query.within(reach));
    if (page.items().isEmpty()) {
      checkProject(query.project());
    }
    return page;
  }

  /**
   * @throws SessionException.NotFound if there is no such project
   */
  void checkProject(ProjectId project) {
    if (projects.find(project).isEmpty()) {
      throw new SessionException.NotFound("project " + project);
    }
  }

  /** By slug alone. */
  Optional<Session> find(Caller caller, Permission permission, ProjectId project, Slug slug) {
    Reach reach = authorizer.reach(caller, permission, project);
    return store.find(project, slug).filter(reach::includes);
  }

  Session get(Caller caller, Permission permission, ProjectId project, SessionRef ref) {
    Session found = getDeletedToo(caller, permission, project, ref);
    if (found.isDeleted()) {
      throw notFound(ref);
    }
    return found;
  }

  /** The same, and by its id also one that was deleted and is not gone yet. */
  Session getDeletedToo(Caller caller, Permission permission, ProjectId project, SessionRef ref) {
    Reach reach = authorizer.reach(caller, permission, project);
    return find(project, ref).filter(reach::includes).orElseThrow(() -> notFound(ref));
  }

  private Optional<Session> find(ProjectId project, SessionRef ref) {
    return switch (ref) {
      case SessionRef.ById by -> byId(project, by.id());
      case SessionRef.BySlug by ->
          store.find(project, by.slug()).or(() -> importedId(by).flatMap(id -> byId(project, id)));
    };
  }

  private Optional<Session> byId(ProjectId project, SessionId id) {
    return store.find(id).filter(session -> session.identity().project().equals(project));
  }

  private static Optional<SessionId> importedId(SessionRef.BySlug by) {
    return by.slug().value().length() <= SessionId.MAX_LENGTH
        ? Optional.of(new SessionId(by.slug().value()))
        : Optional.empty();
  }

  private static SessionException notFound(SessionRef ref) {
    return switch (ref) {
      case SessionRef.ById by -> new SessionException.NotFound("session " + by.id());
      case SessionRef.BySlug by -> new SessionException.NotFound("session " + by.slug());
    };
  }
}
