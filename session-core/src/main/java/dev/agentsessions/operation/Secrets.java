package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.project.ProjectId;
import jakarta.inject.Inject;

/**
 * What callers may do with sessions' secrets: write them, never read them (P-06). A session's
 * programs find them in their variables from their next start on. Safe for many threads. Every
 * method throws {@code Denied} and {@code NotFound} as those of {@link Sessions} do.
 */
public final class Secrets {
  private final SessionPipelines pipelines;
  private final PipelineRunner runner;

  @Inject
  Secrets(SessionPipelines pipelines, PipelineRunner runner) {
    this.pipelines = requireNonNull(pipelines, "pipelines");
    this.runner = requireNonNull(runner, "runner");
  }

  /**
   * Keeps a secret, in place of one of this name.
   *
   * @throws dev.agentsessions.session.SessionException.LimitReached if the session has too many
   * @throws dev.agentsessions.session.SessionException.Unavailable also if this host has no key to
   *     seal it
   */
  public void set(Caller caller, ProjectId project, SetSecret request) {
    runner.run(pipelines.setSecret, caller, project, request);
  }

  /**
   * Forgets a secret.
   *
   * @throws dev.agentsessions.session.SessionException.NotFound also if the session has none of
   *     this name
   */
  public void remove(Caller caller, ProjectId project, RemoveSecret request) {
    runner.run(pipelines.removeSecret, caller, project, request);
  }
}
