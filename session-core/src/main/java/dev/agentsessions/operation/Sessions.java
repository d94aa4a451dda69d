package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionRef;
import jakarta.inject.Inject;
import java.util.Optional;

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
  private static final int APPLY_TRIES = 10;

  private final Authorizer authorizer;
  private final SessionFinder finder;
  private final SessionPipelines pipelines;
  private final PipelineRunner runner;
  private final Restarts restarts;
  private final Clones clones;

  @Inject
  Sessions(
      Authorizer authorizer,
      SessionFinder finder,
      SessionPipelines pipelines,
      PipelineRunner runner,
      Restarts restarts,
      Clones clones) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.finder = requireNonNull(finder, "finder");
    this.pipelines = requireNonNull(pipelines, "pipelines");
    this.runner = requireNonNull(runner, "runner");
    this.restarts = requireNonNull(restarts, "restarts");
    this.clones = requireNonNull(clones, "clones");
  }

  /**
   * Creates a session and, unless told otherwise, wants it to run (S-01).
   *
   * @throws SessionException.AlreadyExists if the name, id or role given is taken; names the holder
   * @throws SessionException.Unsatisfied if directory, repository or branch are not there
   */
  public Session create(Caller caller, ProjectId project, CreateSession request) {
    return runner.run(pipelines.create, caller, project, request).session();
  }

  /** The session, as stored (S-02). */
  public Session get(Caller caller, ProjectId project, SessionRef session) {
    return finder.get(caller, Permission.VIEW, project, session);
  }

  /** One page of the sessions that match, newest first (S-03, S-04). */
  public SessionPage list(Caller caller, SessionQuery query) {
    return finder.page(caller, Permission.VIEW, query);
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
    return runner.run(pipelines.start, caller, project, request).session();
  }

  /** Wants the session to rest; nothing changes when it does (S-11). */
  public Session stop(Caller caller, ProjectId project, StopSession request) {
    return runner.run(pipelines.stop, caller, project, request).session();
  }

  /**
   * Wants the session gone (S-08): from now on it is not found.
   *
   * @return the session as it was
   */
  public Session delete(Caller caller, ProjectId project, DeleteSession request) {
    return runner.run(pipelines.delete, caller, project, request).before();
  }

  /**
   * Wants a session gone whose machine does not come back, for administrators (L-12). What is left
   * of it there is left alone.
   *
   * @return the session as it was
   * @throws SessionException.WrongPhase while a host of that machine lives, or nobody knows yet
   */
  public Session forget(Caller caller, ProjectId project, ForgetSession request) {
    return runner.run(pipelines.forget, caller, project, request).before();
  }

  /**
   * Replaces the spec, whole (S-05); the same spec changes nothing.
   *
   * @throws SessionException.WrongPhase while it comes up or runs
   * @throws SessionException.Invalid for another kind, runtime, location, repository or branch:
   *     where a session works never changes
   */
  public Session update(Caller caller, ProjectId project, UpdateSession request) {
    return runner.run(pipelines.update, caller, project, request).session();
  }

  /**
   * Creates the session, or makes the one that is there as it shall be (S-07). What says the same
   * changes nothing; of several at once that mean a new session, one creates it.
   *
   * @throws SessionException.NotFound if it names an id that is not there
   * @throws SessionException.WrongPhase if its spec is another one while the session comes up or
   *     runs; nothing changes
   * @throws SessionException.Invalid if it would change what never changes, or names no session
   */
  public Applied apply(Caller caller, ProjectId project, ApplySession request) {
    authorizer.check(caller, Permission.EDIT, project);
    for (int tries = 1; ; tries++) {
      if (!isNew(caller, project, request)) {
        return new Applied(runner.run(pipelines.apply, caller, project, request).session(), false);
      }
      try {
        return new Applied(create(caller, project, request.session()), true);
      } catch (SessionException.AlreadyExists taken) {
        // Somebody else has just created it: then it is to be updated.
        if (!taken.field().equals("name") || tries == APPLY_TRIES) {
          throw taken;
        }
      }
    }
  }

  /** What names an id or a version is about a session that is there. */
  private boolean isNew(Caller caller, ProjectId project, ApplySession request) {
    Target target = request.target();
    return target.version().isEmpty()
        && target.session() instanceof SessionRef.BySlug by
        && finder.find(caller, Permission.EDIT, project, by.slug()).isEmpty();
  }

  /**
   * Creates a session with the spec, the workers, the labels and the annotations of another one, in
   * whatever state that is (S-09); with a workspace of its own, owned by the caller, and started.
   *
   * @throws SessionException.Invalid if a quick session's clone is told no directory of its own
   * @throws SessionException.AlreadyExists if the name given is taken; names the holder
   * @throws SessionException.Unsatisfied if directory, repository or branch are not there
   */
  public Session clone(Caller caller, ProjectId project, CloneSession request) {
    authorizer.check(caller, Permission.EDIT, request.project().orElse(project));
    return clones.make(caller, project, request);
  }

  /**
   * Wants agents to use another language model: they are started anew with it, and with the one
   * before if they do not take it (S-24).
   *
   * @throws SessionException.WrongPhase unless the session runs
   * @throws SessionException.Fixed if it is one run, and not interactive
   */
  public Session switchModel(Caller caller, ProjectId project, SwitchModel request) {
    return runner.run(pipelines.switchModel, caller, project, request).session();
  }

  /** Changes what is noted on the session, in every state (S-06). */
  public Session patch(Caller caller, ProjectId project, PatchSession request) {
    return runner.run(pipelines.patch, caller, project, request).session();
  }

  /**
   * Wants one more worker (W-01); it is the last of the session's workers.
   *
   * @throws SessionException.WrongPhase unless the session runs
   * @throws SessionException.AlreadyExists if its name is taken
   */
  public Session addWorker(Caller caller, ProjectId project, AddWorker request) {
    return runner.run(pipelines.addWorker, caller, project, request).session();
  }

  /** Wants a worker gone, in every state (W-01). */
  public Session deleteWorker(Caller caller, ProjectId project, DeleteWorker request) {
    return runner.run(pipelines.deleteWorker, caller, project, request).session();
  }

  /**
   * Wants a worker's process ended and another one started, of the next epoch, after the branch was
   * renamed if that is asked for (W-01).
   *
   * @throws SessionException.WrongPhase if the session does not run
   * @throws SessionException.NotFound if the agent is unknown, the one it has or the one to run
   * @throws SessionException.Invalid if a terminal shall run an agent, or a branch be renamed where
   *     there is none
   * @throws SessionException.Unsatisfied if the branch cannot have that name
   */
  public Session restartWorker(Caller caller, ProjectId project, RestartWorker request) {
    return runner.run(pipelines.restartWorker, caller, project, request).session();
  }

  /**
   * Wants every process of a running session ended and started anew, as {@link #restartWorker}
   * does; starts one that rests (S-27).
   *
   * @throws SessionException.IllegalTransition if it comes up or stops, or cannot be started
   * @throws SessionException.WrongPhase if its agents alone are meant, and it does not run
   */
  public Restarted restart(Caller caller, ProjectId project, RestartSession request) {
    return restarts.session(caller, project, request);
  }

  /**
   * Restarts the agents of all running sessions, or as many as one call may take (S-27).
   *
   * @param after where the call before ended; absent: with the newest session
   */
  public RestartedAgents restartAgents(
      Caller caller, ProjectId project, Optional<SessionCursor> after) {
    authorizer.check(caller, Permission.EDIT, project);
    return restarts.agents(caller, project, after);
  }
}
