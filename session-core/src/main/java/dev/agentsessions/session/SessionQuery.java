package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import java.util.Optional;

/**
 * One page of a project's sessions, newest first.
 *
 * @param after where the page before ended; absent: the first page
 * @param limit 1..200
 * @param total whether to count all that match as well
 */
public record SessionQuery(
    ProjectId project,
    SessionFilter filter,
    Optional<SessionCursor> after,
    int limit,
    boolean total) {
  public static final int MAX_LIMIT = 200;
  public static final int DEFAULT_LIMIT = 50;

  public SessionQuery {
    requireNonNull(project, "project");
    requireNonNull(filter, "filter");
    requireNonNull(after, "after");
    SessionException.Invalid.check(
        limit >= 1 && limit <= MAX_LIMIT, "limit", "must be within 1..200");
  }

  /** The first page of everything. */
  public static SessionQuery of(ProjectId project) {
    return new SessionQuery(project, SessionFilter.ALL, Optional.empty(), DEFAULT_LIMIT, false);
  }
}
