package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Reach;
import dev.agentsessions.project.ProjectId;
import java.util.Optional;

/**
 * One page of a project's sessions, newest first.
 *
 * @param after where the page before ended; absent: the first page
 * @param limit 1..200
 * @param total whether to count all that match as well
 * @param reach whose sessions there are, whatever the filter says
 */
public record SessionQuery(
    ProjectId project,
    SessionFilter filter,
    Optional<SessionCursor> after,
    int limit,
    boolean total,
    Reach reach) {
  public static final int MAX_LIMIT = 200;
  public static final int DEFAULT_LIMIT = 50;

  public SessionQuery {
    requireNonNull(project, "project");
    requireNonNull(filter, "filter");
    requireNonNull(after, "after");
    SessionException.Invalid.check(
        limit >= 1 && limit <= MAX_LIMIT, "limit", "must be within 1..200");
    requireNonNull(reach, "reach");
  }

  /** Of everybody's sessions. */
  public SessionQuery(
      ProjectId project,
      SessionFilter filter,
      Optional<SessionCursor> after,
      int limit,
      boolean total) {
    this(project, filter, after, limit, total, Reach.everything());
  }

  /** The same, of the sessions within a reach. */
  public SessionQuery within(Reach only) {
    return new SessionQuery(project, filter, after, limit, total, only);
  }

  /** The first page of everything. */
  public static SessionQuery of(ProjectId project) {
    return new SessionQuery(project, SessionFilter.ALL, Optional.empty(), DEFAULT_LIMIT, false);
  }
}
