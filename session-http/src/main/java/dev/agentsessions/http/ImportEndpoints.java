package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.imports.ImportReport;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.operation.Imports;
import jakarta.inject.Inject;
import java.util.List;

/** Sessions that another program kept (P-05). */
final class ImportEndpoints {
  /** A row has about 1 KiB. */
  private static final int MAX_BYTES = 16 << 20;

  private final Imports imports;

  @Inject
  ImportEndpoints(Imports imports) {
    this.imports = requireNonNull(imports, "imports");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.POST,
                ProjectEndpoints.PROJECT + "/imports",
                "importSessions",
                "Imports the rows of a sessions.json; what is there already stays as it is",
                Gives.json(200, "ImportReport"),
                this::run)
            .needs(Access.EDIT)
            .takes(Takes.json("RecordedSessions").upTo(MAX_BYTES))
            .mayAnswer(ProblemType.NOT_FOUND));
  }

  private Answer run(Call call) {
    ImportReport report =
        imports.run(call.caller(), call.project(), ApiJson.readImport(call.body()));
    return Answer.json(200, ApiJson.write(report));
  }
}
