package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.session.WorktreeSession;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the sessions that work on a repository: looks at all worktree sessions of the project. */
final class SessionsOnRepositories {
  private static final SessionFilter WORKTREES = SessionFilter.ofKind("worktree");

  private final Authorizer authorizer;
  private final SessionStore store;

  @Inject
  SessionsOnRepositories(Authorizer authorizer, SessionStore store) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.store = requireNonNull(store, "store");
  }

  /** Everybody's. */
  List<Session> on(ProjectId project, Path repository) {
    return on(project, repository, Reach.everything());
  }

  /** Those that a caller may see. */
  List<Session> on(Caller caller, ProjectId project, Path repository) {
    return on(project, repository, authorizer.reach(caller, Permission.VIEW, project));
  }

  private List<Session> on(ProjectId project, Path repository, Reach reach) {
    List<Session> found = new ArrayList<>();
    Optional<SessionCursor> next = Optional.empty();
    do {
      SessionPage page =
          store.page(
              new SessionQuery(project, WORKTREES, next, SessionQuery.MAX_LIMIT, false, reach));
      page.items().stream().filter(session -> isOn(session, repository)).forEach(found::add);
      next = page.next();
    } while (next.isPresent());
    return found;
  }

  private static boolean isOn(Session session, Path repository) {
    return session.spec().kind() instanceof WorktreeSession kind
        && kind.repository().equals(repository.toString());
  }
}
