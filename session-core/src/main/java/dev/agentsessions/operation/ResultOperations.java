package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.result.ReportStore;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionState;
import jakarta.inject.Inject;

/** Keeps what an agent says of its run (S-15). No people, for the result is not theirs to say. */
final class ResultOperations {
  private final Steps steps;
  private final ReportStore reports;

  @Inject
  ResultOperations(Steps steps, ReportStore reports) {
    this.steps = requireNonNull(steps, "steps");
    this.reports = requireNonNull(reports, "reports");
  }

  Pipeline<SessionOperation<ReportResult>> report() {
    return steps.change(
        "report-result",
        request -> Target.of(request.session()),
        this::check,
        operation -> reports.put(operation.session(), operation.input().report()));
  }

  private void check(SessionOperation<ReportResult> operation) {
    if (operation.caller().session().isEmpty()) {
      throw new Denied("is for the session's own workers and runner");
    }
    SessionState state = operation.session().state();
    if (state == SessionState.CREATED || state.isResting()) {
      throw new WrongPhase(state, "a report", "it is of a run that goes on");
    }
  }
}
