package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.operation.RestartSession.Which;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.OutcomeUnknown;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.AgentWorker;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Restarts of one session, and of the agents of all that run (S-27). */
final class Restarts {
  /** Looked at in one call, so that a call ends; {@link SessionQuery#MAX_LIMIT} a page. */
  private static final int MAX_PAGES = 5;

  private final SessionFinder finder;
  private final RestartOperations operations;
  private final SessionPipelines pipelines;
  private final PipelineRunner runner;

  @Inject
  Restarts(
      SessionFinder finder,
      RestartOperations operations,
      SessionPipelines pipelines,
      PipelineRunner runner) {
    this.finder = requireNonNull(finder, "finder");
    this.operations = requireNonNull(operations, "operations");
    this.pipelines = requireNonNull(pipelines, "pipelines");
    this.runner = requireNonNull(runner, "runner");
  }

  Restarted session(Caller caller, ProjectId project, RestartSession request) {
    return operations.answer(runner.run(pipelines.restart, caller, project, request));
  }

  /**
   * One session after the other. What is refused to one is told, and the others are restarted; when
   * the store cannot be reached it ends there.
   */
  RestartedAgents agents(Caller caller, ProjectId project, Optional<SessionCursor> after) {
    List<Restarted> sessions = new ArrayList<>();
    Optional<SessionCursor> next = after;
    int pages = 0;
    do {
      SessionPage page =
          finder.page(
              caller,
              Permission.EDIT,
              new SessionQuery(
                  project,
                  SessionFilter.in(SessionState.ACTIVE),
                  next,
                  SessionQuery.MAX_LIMIT,
                  false));
      page.items().stream()
          .filter(Restarts::hasAgents)
          .forEach(session -> sessions.add(restart(caller, session)));
      next = page.next();
      pages++;
    } while (next.isPresent() && pages < MAX_PAGES);
    return new RestartedAgents(sessions, next);
  }

  private Restarted restart(Caller caller, Session session) {
    var request = new RestartSession(Target.of(new SessionRef.ById(session.id())), Which.AGENTS);
    try {
      return session(caller, session.identity().project(), request);
    } catch (Unavailable | OutcomeUnknown failed) {
      throw failed;
    } catch (SessionException refused) {
      return new Restarted(session, List.of(), Optional.of(refused));
    }
  }

  private static boolean hasAgents(Session session) {
    return session.workers().stream().anyMatch(worker -> worker.kind() instanceof AgentWorker);
  }
}
