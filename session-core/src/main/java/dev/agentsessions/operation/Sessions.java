package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionRef;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What callers may do with sessions: the way in for every interface and for programs that embed the
 * library. An operation states what is wanted and returns once that is stored; the reconciler makes
 * it so. Safe for many threads.
 *
 * <p>Every method throws {@link SessionException.Denied} when the caller may not, before anything
 * about existence is revealed, and {@link SessionException.NotFound} when the project or the
 * session is not there.
 */
public final class Sessions {
  private static final int STALE_TRIES = 10;

  private final Authorizer authorizer;
  private final SessionFinder finder;
  private final StepRecorder recorder;
  private final Pipeline<SessionOperation<CreateSession>> create;
  private final Pipeline<SessionOperation<StartSession>> start;
  private final Pipeline<SessionOperation<StopSession>> stop;
  private final Pipeline<SessionOperation<DeleteSession>> delete;
  private final Pipeline<SessionOperation<PatchSession>> patch;
  private final Pipeline<SessionOperation<AddWorker>> addWorker;
  private final Pipeline<SessionOperation<DeleteWorker>> deleteWorker;

  @Inject
  Sessions(
      Authorizer authorizer,
      SessionFinder finder,
      StepRecorder recorder,
      CreateOperation creation,
      LifecycleOperations lifecycle,
      ChangeOperations changes,
      Set<PipelineEditor> editors) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.finder = requireNonNull(finder, "finder");
    this.recorder = requireNonNull(recorder, "recorder");
    create = edited(creation.pipeline(), editors);
    start = edited(lifecycle.start(), editors);
    stop = edited(lifecycle.stop(), editors);
    delete = edited(lifecycle.delete(), editors);
    patch = edited(changes.patch(), editors);
    addWorker = edited(changes.addWorker(), editors);
    deleteWorker = edited(changes.deleteWorker(), editors);
  }

  /**
   * Creates a session and, unless told otherwise, wants it to run (S-01).
   *
   * @throws SessionException.AlreadyExists if the name, id or role given is taken; names the holder
   * @throws SessionException.Unsatisfied if directory, repository or branch are not there
   */
  public Session create(Caller caller, ProjectId project, CreateSession request) {
    return create.run(new SessionOperation<>(caller, project, request), recorder).session();
  }

  /** The session, as stored (S-02). */
  public Session get(Caller caller, ProjectId project, SessionRef session) {
    authorizer.check(caller, Permission.VIEW, project);
    return finder.get(project, session);
  }

  /** One page of the sessions that match, newest first (S-03, S-04). */
  public SessionPage list(Caller caller, SessionQuery query) {
    authorizer.check(caller, Permission.VIEW, query.project());
    return finder.page(query);
  }

  /** How many sessions match (S-03). */
  public long count(Caller caller, ProjectId project, SessionFilter filter) {
    return list(caller, new SessionQuery(project, filter, Optional.empty(), 1, true))
        .total()
        .orElseThrow();
  }

  /**
   * Wants the session to run, with the workers it had (S-10).
   *
   * @throws SessionException.IllegalTransition if it runs, starts or stops, or its directory is
   *     missing
   */
  public Session start(Caller caller, ProjectId project, StartSession request) {
    return change(start, caller, project, request, request.target());
  }

  /** Wants the session to rest; nothing changes when it does (S-11). */
  public Session stop(Caller caller, ProjectId project, StopSession request) {
    return change(stop, caller, project, request, request.target());
  }

  /**
   * Wants the session gone (S-08): from now on it is not found.
   *
   * @return the session as it was
   */
  public Session delete(Caller caller, ProjectId project, DeleteSession request) {
    return retrying(request.target(), () -> run(delete, caller, project, request).before());
  }

  /** Changes what is noted on the session, in every state (S-06). */
  public Session patch(Caller caller, ProjectId project, PatchSession request) {
    return change(patch, caller, project, request, request.target());
  }

  /**
   * Wants one more worker (W-01); it is the last of the session's workers.
   *
   * @throws SessionException.WrongPhase unless the session runs
   * @throws SessionException.AlreadyExists if its name is taken
   */
  public Session addWorker(Caller caller, ProjectId project, AddWorker request) {
    return change(addWorker, caller, project, request, request.target());
  }

  /** Wants a worker gone, in every state (W-01). */
  public Session deleteWorker(Caller caller, ProjectId project, DeleteWorker request) {
    return change(deleteWorker, caller, project, request, request.target());
  }

  private <I> Session change(
      Pipeline<SessionOperation<I>> pipeline,
      Caller caller,
      ProjectId project,
      I request,
      Target target) {
    return retrying(target, () -> run(pipeline, caller, project, request).session());
  }

  private <I> SessionOperation<I> run(
      Pipeline<SessionOperation<I>> pipeline, Caller caller, ProjectId project, I request) {
    return pipeline.run(new SessionOperation<>(caller, project, request), recorder);
  }

  /**
   * A caller who named no version did not ask to be told that somebody wrote in between: decide
   * anew.
   */
  private static Session retrying(Target target, Supplier<Session> attempt) {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.get();
      } catch (SessionException.Stale stale) {
        if (target.version().isPresent() || tries == STALE_TRIES) {
          throw stale;
        }
      }
    }
  }

  private static <I> Pipeline<SessionOperation<I>> edited(
      Pipeline<SessionOperation<I>> pipeline, Set<PipelineEditor> editors) {
    Pipeline<SessionOperation<I>> edited = pipeline;
    for (PipelineEditor editor : editors) {
      edited = editor.edit(edited);
    }
    return edited;
  }
}
