package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import jakarta.inject.Inject;

/**
 * What callers may do with the repositories and the workflow of a running session (S-21…S-23). Safe
 * for many threads.
 *
 * <p>Every method throws {@link dev.agentsessions.session.SessionException.WrongPhase} unless the
 * session is ACTIVE, and {@link dev.agentsessions.session.SessionException.Fixed} if it is not
 * interactive, or not made of repositories.
 */
public final class Provisions {
  private final SessionPipelines pipelines;
  private final PipelineRunner runner;

  @Inject
  Provisions(SessionPipelines pipelines, PipelineRunner runner) {
    this.pipelines = requireNonNull(pipelines, "pipelines");
    this.runner = requireNonNull(runner, "runner");
  }

  /**
   * Adds a repository; its agents are restarted when it is there.
   *
   * @throws dev.agentsessions.session.SessionException.AlreadyExists for its name or its url
   */
  public Session add(Caller caller, ProjectId project, AddRepository request) {
    return runner.run(pipelines.addRepository, caller, project, request).session();
  }

  /**
   * Removes a repository with its folder; work in it that is nowhere else is kept aside.
   *
   * @throws dev.agentsessions.session.SessionException.NotFound also if the session has none of
   *     this name
   */
  public Session remove(Caller caller, ProjectId project, RemoveRepository request) {
    return runner.run(pipelines.removeRepository, caller, project, request).session();
  }

  /** Lets agents run in another workflow's folder, once that is there, or in none. */
  public Session switchTo(Caller caller, ProjectId project, SwitchWorkflow request) {
    return runner.run(pipelines.switchWorkflow, caller, project, request).session();
  }
}
