package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.output.OutputLog;
import dev.agentsessions.project.Project;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerRef;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Refuses what a project's limits do not allow (S-20). */
final class Limits {
  private final SessionStore store;
  private final OutputLog output;

  @Inject
  Limits(SessionStore store, OutputLog output) {
    this.store = requireNonNull(store, "store");
    this.output = requireNonNull(output, "output");
  }

  /**
   * @throws LimitReached if no session more may be live; nothing is counted without a limit
   */
  void checkOneMoreSession(Project project) {
    OptionalInt limit = project.settings().limits().liveSessions();
    if (limit.isPresent() && live(project) >= limit.getAsInt()) {
      throw new LimitReached("liveSessions", limit.getAsInt());
    }
  }

  /**
   * @throws LimitReached if a session may not have so many workers
   */
  static void checkWorkers(Project project, int workers) {
    OptionalInt limit = project.settings().limits().workersPerSession();
    if (limit.isPresent() && workers > limit.getAsInt()) {
      throw new LimitReached("workersPerSession", limit.getAsInt());
    }
  }

  /**
   * Whoever ends up here may delete sessions, or wait: output is trimmed as time goes by.
   *
   * @throws LimitReached if what sessions printed takes all the room there is; nothing is looked at
   *     without a limit
   */
  void checkOutput(Project project) {
    OptionalLong limit = project.settings().limits().outputBytes();
    if (limit.isPresent() && kept(project, limit.getAsLong()) >= limit.getAsLong()) {
      throw new LimitReached("outputBytes", limit.getAsLong());
    }
  }

  /** The room taken, or as much of it as is enough. */
  private long kept(Project project, long enough) {
    long bytes = 0;
    Optional<SessionCursor> next = Optional.empty();
    do {
      SessionPage page =
          store.page(
              new SessionQuery(
                  project.id(), SessionFilter.ALL, next, SessionQuery.MAX_LIMIT, false));
      for (Session session : page.items()) {
        for (Worker worker : session.workers()) {
          bytes += output.kept(new WorkerRef(session.id(), worker.id()));
        }
      }
      next = page.next();
    } while (next.isPresent() && bytes < enough);
    return bytes;
  }

  private long live(Project project) {
    return Stream.of(SessionState.values())
        .filter(SessionState::isLive)
        .mapToLong(state -> count(project, state))
        .sum();
  }

  private long count(Project project, SessionState state) {
    return store
        .page(new SessionQuery(project.id(), SessionFilter.in(state), Optional.empty(), 1, true))
        .total()
        .orElseThrow();
  }
}
