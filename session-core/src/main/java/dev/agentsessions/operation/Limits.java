package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.Project;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStore;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Refuses what a project's limits do not allow (S-20). */
final class Limits {
  private final SessionStore store;

  @Inject
  Limits(SessionStore store) {
    this.store = requireNonNull(store, "store");
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
