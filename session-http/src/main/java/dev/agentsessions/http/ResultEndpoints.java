package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.ApiJson;
import dev.agentsessions.operation.Exports;
import dev.agentsessions.operation.ReportResult;
import dev.agentsessions.operation.Results;
import dev.agentsessions.session.SessionException.Invalid;
import jakarta.inject.Inject;
import java.util.List;

/** What came of a session's run, and all that is known of it (S-15, S-16). */
final class ResultEndpoints {
  private static final String RESULT = SessionEndpoints.SESSION + "/result";

  private final Results results;
  private final Exports exports;
  private final Lifelines lifelines;
  private final Patience patience;

  @Inject
  ResultEndpoints(Results results, Exports exports, Lifelines lifelines, Patience patience) {
    this.results = requireNonNull(results, "results");
    this.exports = requireNonNull(exports, "exports");
    this.lifelines = requireNonNull(lifelines, "lifelines");
    this.patience = requireNonNull(patience, "patience");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                RESULT,
                "getResult",
                "What came of the last run; not found until the session rests",
                Gives.json(200, "Result"),
                this::get)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.PUT,
                RESULT,
                "reportResult",
                "Keeps what an agent says of its run",
                Gives.nothing(),
                this::report)
            .needs(Access.EDIT)
            .takes(Takes.json("Report"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE),
        Endpoint.of(
                Method.GET,
                SessionEndpoints.SESSION + "/export",
                "exportSession",
                "All that is known of a session, in one document",
                Gives.json(200, "Export"),
                this::export)
            .needs(Access.VIEW)
            .asks(
                List.of(
                    Parameter.flag("recordings", "only false: recordings are not exported yet")))
            .mayAnswer(ProblemType.NOT_FOUND));
  }

  private Answer get(Call call) {
    return Answer.json(
        200, ApiJson.write(results.get(call.caller(), call.project(), call.session())));
  }

  private Answer report(Call call) {
    var request = new ReportResult(call.session(), ApiJson.readReport(call.body()));
    results.report(call.caller(), call.project(), request);
    return Answer.empty(204);
  }

  private ExportFeed export(Call call) {
    Invalid.check(
        !call.query().flag("recordings"),
        "recordings",
        "must be false: recordings are not exported yet");
    return new ExportFeed(
        exports.open(call.caller(), call.project(), call.session()),
        call.credentials(),
        lifelines,
        patience);
  }
}
