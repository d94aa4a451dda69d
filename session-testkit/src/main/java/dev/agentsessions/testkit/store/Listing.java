package dev.agentsessions.testkit.store;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queries for pages, and reading page after page. */
final class Listing {
  private Listing() {}

  static SessionQuery of(SampleProject project) {
    return SessionQuery.of(project.id());
  }

  static SessionQuery of(SampleProject project, SessionFilter filter) {
    return new SessionQuery(project.id(), filter, Optional.empty(), SessionQuery.MAX_LIMIT, true);
  }

  static SessionQuery after(SampleProject project, Optional<SessionCursor> cursor, int limit) {
    return new SessionQuery(project.id(), SessionFilter.ALL, cursor, limit, false);
  }

  /** Every session of a project, by pages of this size. */
  static List<Session> all(SessionStore store, SampleProject project, int limit) {
    List<Session> all = new ArrayList<>();
    Optional<SessionCursor> next = Optional.empty();
    do {
      SessionPage page = store.page(after(project, next, limit));
      all.addAll(page.items());
      next = page.next();
    } while (next.isPresent());
    return all;
  }
}
