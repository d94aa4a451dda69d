package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.result.RunReport;
import dev.agentsessions.session.SessionRef;

/** What an agent says of its run, while it goes on (S-15). */
public record ReportResult(SessionRef session, RunReport report) {
  public ReportResult {
    requireNonNull(session, "session");
    requireNonNull(report, "report");
  }
}
