package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.AgentCatalog;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.imports.ImportReport;
import dev.agentsessions.imports.ImportRow;
import dev.agentsessions.imports.ImportRow.Understood;
import dev.agentsessions.imports.ImportRow.Unreadable;
import dev.agentsessions.imports.ImportedRow;
import dev.agentsessions.imports.ImportedRow.Outcome;
import dev.agentsessions.imports.RecordedSession;
import dev.agentsessions.imports.SessionMapping;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.OutcomeUnknown;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.AgentWorker;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings in sessions that another program kept (P-05). Each row is a commit of its own, and what is
 * there already stays as it is: an import that ended anywhere is simply made again. Safe for many
 * threads.
 */
public final class Imports {
  private final Authorizer authorizer;
  private final SessionFinder finder;
  private final Pipeline<SessionOperation<RecordedSession>> pipeline;
  private final PipelineRunner runner;
  private final AgentCatalog agents;

  @Inject
  Imports(
      Authorizer authorizer,
      SessionFinder finder,
      ImportOperation importing,
      PipelineRunner runner,
      AgentCatalog agents) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.finder = requireNonNull(finder, "finder");
    this.pipeline = runner.edited(importing.pipeline());
    this.runner = requireNonNull(runner, "runner");
    this.agents = requireNonNull(agents, "agents");
  }

  /**
   * Imports what can be; a row that is refused does not keep the others out.
   *
   * @param rows as the file has them
   * @throws SessionException.Denied if the caller may not
   * @throws SessionException.NotFound if there is no such project
   * @throws Unavailable if the store cannot be reached; the rows before that are imported
   */
  public ImportReport run(Caller caller, ProjectId project, List<ImportRow> rows) {
    authorizer.check(caller, Permission.EDIT, project);
    finder.checkProject(project);
    List<ImportedRow> report = new ArrayList<>();
    Set<SessionId> seen = new HashSet<>();
    for (ImportOrder.Numbered each : ImportOrder.parentsFirst(rows)) {
      report.add(
          switch (each.row()) {
            case Unreadable row -> ImportedRow.refused(each.number(), row.session(), row.problem());
            case Understood row when !seen.add(row.session().id()) ->
                refused(each.number(), row, new Invalid("id", "is in the file twice"));
            case Understood row -> store(caller, project, each.number(), row);
          });
    }
    report.sort(Comparator.comparingInt(ImportedRow::row));
    return new ImportReport(report);
  }

  private ImportedRow store(Caller caller, ProjectId project, int number, Understood row) {
    try {
      SessionOperation<RecordedSession> operation =
          runner.run(pipeline, caller, project, row.session());
      return operation.isLoaded()
          ? unchanged(number, row)
          : imported(number, row, operation.session());
    } catch (Unavailable | OutcomeUnknown failed) {
      throw failed;
    } catch (SessionException refusal) {
      return refused(number, row, refusal);
    }
  }

  private ImportedRow imported(int number, Understood row, Session session) {
    List<String> notes = new ArrayList<>(row.notes());
    notes.addAll(SessionMapping.notes(row.session(), session));
    session.workers().stream()
        .filter(
            worker ->
                worker.kind() instanceof AgentWorker is
                    && agents.find(session.identity().project(), is.agent()).isEmpty())
        .forEach(worker -> notes.add(worker.id() + " wants an agent that is not known here, yet"));
    return new ImportedRow(
        number, Optional.of(session.id()), Outcome.IMPORTED, Optional.empty(), notes);
  }

  private static ImportedRow unchanged(int number, Understood row) {
    return new ImportedRow(
        number, Optional.of(row.session().id()), Outcome.UNCHANGED, Optional.empty(), row.notes());
  }

  private static ImportedRow refused(int number, Understood row, SessionException why) {
    return ImportedRow.refused(number, Optional.of(row.session().id()), why);
  }
}
