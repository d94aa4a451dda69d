package dev.agentsessions.result;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import java.util.List;
import java.util.Optional;

/**
 * What came of the last run of a session that rests (S-15).
 *
 * @param isError as reported, else as far as the end says it
 * @param report the rest of what was reported
 * @param exit of the first agent, else of the first worker, that has one; else one that nobody saw
 */
public record RunResult(Optional<Boolean> isError, RunReport report, WorkerExit exit) {
  public RunResult {
    requireNonNull(isError, "isError");
    requireNonNull(report, "report");
    requireNonNull(exit, "exit");
  }

  /**
   * @param resting a session that rests
   */
  public static RunResult of(Session resting, Optional<RunReport> report) {
    RunReport known = report.orElse(RunReport.NOTHING);
    return new RunResult(known.isError().or(() -> isError(resting.state())), known, exit(resting));
  }

  /** Who was stopped may have done all or nothing. */
  private static Optional<Boolean> isError(SessionState state) {
    return switch (state) {
      case COMPLETED -> Optional.of(false);
      case FAILED -> Optional.of(true);
      case CREATED, SPAWNING, ACTIVE, TERMINATING, STOPPED, CLEANED -> Optional.empty();
    };
  }

  private static WorkerExit exit(Session session) {
    List<Worker> ended =
        session.workers().stream().filter(worker -> worker.observed().exit().isPresent()).toList();
    return ended.stream()
        .filter(worker -> worker.kind() instanceof AgentWorker)
        .findFirst()
        .or(() -> ended.stream().findFirst())
        .flatMap(worker -> worker.observed().exit())
        .orElseGet(() -> WorkerExit.unseen(Cause.UNEXPECTED));
  }
}
