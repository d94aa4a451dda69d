package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.result.RunResult;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionRef;
import jakarta.inject.Inject;

/**
 * What came of sessions' runs (S-15). Safe for many threads. Every method throws {@code Denied} and
 * {@code NotFound} as those of {@link Sessions} do.
 */
public final class Results {
  private final SessionFinder finder;
  private final SessionPipelines pipelines;
  private final PipelineRunner runner;
  private final ReportStore reports;

  @Inject
  Results(
      SessionFinder finder,
      SessionPipelines pipelines,
      PipelineRunner runner,
      ReportStore reports) {
    this.finder = requireNonNull(finder, "finder");
    this.pipelines = requireNonNull(pipelines, "pipelines");
    this.runner = requireNonNull(runner, "runner");
    this.reports = requireNonNull(reports, "reports");
  }

  /**
   * Keeps what an agent says of its run, in place of what it said before.
   *
   * @throws dev.agentsessions.session.SessionException.WrongPhase if the session rests, or has not
   *     started
   */
  public void report(Caller caller, ProjectId project, ReportResult request) {
    runner.run(pipelines.reportResult, caller, project, request);
  }

  /**
   * What came of the last run.
   *
   * @throws NotFound until the session rests
   */
  public RunResult get(Caller caller, ProjectId project, SessionRef ref) {
    Session session = finder.get(caller, Permission.VIEW, project, ref);
    if (!session.state().isResting()) {
      throw new NotFound("result of " + session.id() + ": it is " + session.state().phase());
    }
    return RunResult.of(session, reports.find(session));
  }
}
