package dev.agentsessions.json;

import dev.agentsessions.catalog.Entry;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.imports.ImportReport;
import dev.agentsessions.imports.ImportRow;
import dev.agentsessions.message.Message;
import dev.agentsessions.operation.ApplySession;
import dev.agentsessions.operation.CloneSession;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.HeldWorktree;
import dev.agentsessions.operation.KnownRepository;
import dev.agentsessions.operation.MetadataPatch;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.RestartWorker;
import dev.agentsessions.operation.SendMessage;
import dev.agentsessions.operation.SessionExport;
import dev.agentsessions.operation.Target;
import dev.agentsessions.operation.UpdateSession;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.result.RunReport;
import dev.agentsessions.result.RunResult;
import dev.agentsessions.schedule.NewSchedule;
import dev.agentsessions.schedule.Schedule;
import dev.agentsessions.schedule.ScheduleRun;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.task.TaskCursor;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.RuntimePart;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.workflow.WorkflowCatalog;
import dev.agentsessions.workflow.WorkflowMetadata;
import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.WorkspaceAccess;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What callers send and get. Reading is strict: every {@code read} throws {@link
 * SessionException.Invalid}, which names the field, and nothing else, whatever the bytes are.
 * Documents are written on one line. Safe from any thread.
 */
public final class ApiJson {
  private ApiJson() {}

  public static CreateSession readCreateSession(byte[] body) {
    return JsonObject.read(body, RequestJson::session);
  }

  /** The kind has to be there, since it says how to read the spec. */
  public static UpdateSession readUpdateSession(byte[] body, Target target) {
    return JsonObject.read(body, json -> RequestJson.update(json, target));
  }

  /**
   * A session as it is created. Of one that is there, labels and annotations that are absent stay,
   * those that are present replace all.
   */
  public static ApplySession readApplySession(byte[] body, OptionalLong version) {
    return JsonObject.read(body, json -> RequestJson.apply(json, version));
  }

  public static NewWorker readNewWorker(byte[] body) {
    return JsonObject.read(body, RequestJson::worker);
  }

  /** A merge patch: what is absent is kept, null removes a label or an annotation, or all. */
  public static MetadataPatch readMetadataPatch(byte[] body) {
    return JsonObject.read(body, RequestJson::patch);
  }

  /** Why to stop; {@link Reason#USER} unless the body, which may be empty, says otherwise. */
  public static Reason readStopReason(byte[] body) {
    return body.length == 0 ? Reason.USER : JsonObject.read(body, RequestJson::stopReason);
  }

  /** The worker to interrupt; none named, as by an empty body: every agent. */
  public static Optional<WorkerId> readInterrupt(byte[] body) {
    return body.length == 0 ? Optional.empty() : JsonObject.read(body, RequestJson::interrupt);
  }

  /** What a worker says of itself. */
  public static Activity readActivity(byte[] body) {
    return JsonObject.read(body, WorkerJson::reported);
  }

  /** A worker's restart; an empty body asks for nothing besides. */
  public static RestartWorker readRestart(byte[] body, Target target, WorkerId worker) {
    return body.length == 0
        ? RestartWorker.of(target, worker)
        : JsonObject.read(body, json -> RequestJson.restart(json, target, worker));
  }

  /** What a clone shall differ in; nothing, as by an empty body: in what is made. */
  public static CloneSession readCloneSession(byte[] body, SessionRef source) {
    return body.length == 0
        ? CloneSession.of(source)
        : JsonObject.read(body, json -> RequestJson.cloning(json, source));
  }

  /** Something to say to a worker that it names, or to the first agent. */
  public static SendMessage readMessage(byte[] body, SessionRef session) {
    return JsonObject.read(body, json -> MessageJson.read(json, session));
  }

  /** Something to say to this worker. */
  public static SendMessage readMessage(byte[] body, SessionRef session, WorkerId worker) {
    return JsonObject.read(body, json -> MessageJson.read(json, session, worker));
  }

  /** A secret's value. */
  public static String readSecret(byte[] body) {
    return JsonObject.read(body, json -> json.need("value", json::text));
  }

  /** What an agent says of its run; what is absent or null it does not know. */
  public static RunReport readReport(byte[] body) {
    return JsonObject.read(body, ResultJson::report);
  }

  public static ProjectSettings readProjectSettings(byte[] body) {
    return JsonObject.read(body, ProjectJson::settings);
  }

  public static String write(ProjectSettings settings) {
    return JsonWriter.write(json -> ProjectJson.write(json, settings));
  }

  public static NewProject readNewProject(byte[] body) {
    return JsonObject.read(body, RequestJson::project);
  }

  /**
   * The rows of another program's {@code sessions.json}, read as far as they are understood: a row
   * that is wrong is told as one.
   *
   * @throws SessionException.Invalid if the file is no JSON list
   */
  public static List<ImportRow> readImport(byte[] file) {
    return ImportJson.rows(file);
  }

  public static String write(ImportReport report) {
    return JsonWriter.write(json -> ImportJson.write(json, report));
  }

  public static NewAgent readNewAgent(byte[] body) {
    return JsonObject.read(body, CatalogJson::newAgent);
  }

  public static NewRepository readNewRepository(byte[] body) {
    return JsonObject.read(body, CatalogJson::newRepository);
  }

  /** A repository that a session shall have, too. */
  public static SourceRepository readRepository(byte[] body) {
    return JsonObject.read(body, ProvisionJson::repository);
  }

  /** A workflow that a session shall have. */
  public static ActiveWorkflow readWorkflow(byte[] body) {
    return JsonObject.read(body, ProvisionJson::workflow);
  }

  /** What a runtime has of a session. */
  public static String writeParts(String runtime, List<RuntimePart> parts) {
    return JsonWriter.write(
        json ->
            json.text("runtime", runtime)
                .objects(
                    "parts",
                    parts,
                    (each, part) ->
                        each.text("kind", part.kind())
                            .text("name", part.name())
                            .text("state", part.state())
                            .flag("missing", part.isMissing())
                            .text("message", part.message())
                            .textMap("details", part.details())));
  }

  /** Whether the files of a session can be reached while it rests. */
  public static String write(WorkspaceAccess access) {
    return JsonWriter.write(
        json ->
            json.text("until", access.until())
                .object("condition", each -> StatusJson.write(each, access.condition())));
  }

  /** The name of a language model. */
  public static String readModel(byte[] body) {
    return JsonObject.read(body, json -> json.need("model", json::text));
  }

  /** A list of one page. */
  public static String writeProvision(List<Reconciled<SourceRepository>> repos) {
    return JsonWriter.write(
        json -> json.objects("items", repos, ProvisionJson::writeRepository).nothing("next"));
  }

  public static String writeRepository(Reconciled<SourceRepository> repo) {
    return JsonWriter.write(json -> ProvisionJson.writeRepository(json, repo));
  }

  public static String write(WorkflowCatalog.Listing listing) {
    return JsonWriter.write(json -> WorkflowJson.write(json, listing));
  }

  /** The workflow that a session shall have, and what the one that is active is made of. */
  public static String write(Reconciled<ActiveWorkflow> wanted, Optional<WorkflowMetadata> active) {
    return JsonWriter.write(json -> WorkflowJson.write(json, wanted, active));
  }

  public static NewWebhook readNewWebhook(byte[] body) {
    return JsonObject.read(body, CatalogJson::newWebhook);
  }

  public static NewRole readNewRole(byte[] body) {
    return JsonObject.read(body, CatalogJson::newRole);
  }

  /** Without secrets. */
  public static String write(Entry entry) {
    return JsonWriter.write(json -> CatalogJson.write(json, entry));
  }

  public static String write(KnownRepository repository) {
    return JsonWriter.write(json -> CatalogJson.write(json, repository));
  }

  /** A list of one page. */
  public static String writeRepositories(List<KnownRepository> repositories) {
    return JsonWriter.write(
        json -> json.objects("items", repositories, CatalogJson::write).nothing("next"));
  }

  /** A list of one page. */
  public static String writeWorktrees(List<HeldWorktree> worktrees) {
    return JsonWriter.write(
        json -> json.objects("items", worktrees, CatalogJson::write).nothing("next"));
  }

  /** A list of one page. */
  public static String writeEntries(List<? extends Entry> entries) {
    return JsonWriter.write(
        json -> json.objects("items", entries, CatalogJson::write).nothing("next"));
  }

  /** The place where a page starts, as {@link #write(SessionPage)} named it. */
  public static SessionCursor readCursor(String cursor) {
    return PageCursor.readSession(cursor);
  }

  /**
   * A place in a list of tasks, as {@link #write(TaskCursor)} said it.
   *
   * @throws Invalid if it is none
   */
  public static TaskCursor readTaskCursor(String cursor) {
    return PageCursor.readTask(cursor);
  }

  public static String write(TaskCursor cursor) {
    return PageCursor.write(cursor);
  }

  public static String write(Session session) {
    return JsonWriter.write(json -> SessionJson.write(json, session));
  }

  /** Without prompts over 1 KiB. */
  public static String write(SessionPage page) {
    return JsonWriter.write(
        json -> {
          json.objects("items", page.items(), SessionJson::writeListed);
          writeNext(json, page.next());
          page.total().ifPresent(total -> json.number("total", total));
        });
  }

  /** Where the next page starts; null on the last. */
  public static void writeNext(JsonWriter json, Optional<SessionCursor> next) {
    next.ifPresentOrElse(
        cursor -> json.text("next", PageCursor.write(cursor)), () -> json.nothing("next"));
  }

  public static String write(Worker worker) {
    return JsonWriter.write(json -> WorkerJson.write(json, worker));
  }

  /** A list of one page. */
  public static String writeWorkers(List<Worker> workers) {
    return JsonWriter.write(
        json -> json.objects("items", workers, WorkerJson::write).nothing("next"));
  }

  public static String write(FileEntry file) {
    return JsonWriter.write(json -> FileJson.write(json, file));
  }

  public static String writeFiles(List<FileEntry> files) {
    return JsonWriter.write(json -> json.objects("items", files, FileJson::write).nothing("next"));
  }

  public static String write(Message message) {
    return JsonWriter.write(json -> MessageJson.write(json, message));
  }

  /** A page; {@code next} is the place to go on after, null where there is no more. */
  public static String writeMessages(List<Message> messages) {
    return JsonWriter.write(
        json -> {
          json.objects("items", messages, MessageJson::write);
          if (messages.isEmpty()) {
            json.nothing("next");
          } else {
            json.number("next", messages.getLast().seq());
          }
        });
  }

  /** What is not known is null. */
  public static String write(RunResult result) {
    return JsonWriter.write(json -> ResultJson.write(json, result));
  }

  /**
   * Writes one document in pieces, each as long as one message or event at most.
   *
   * @param out takes the pieces, in order
   */
  public static void write(SessionExport export, Consumer<String> out) {
    ExportJson.write(export, out);
  }

  public static String write(Project project) {
    return JsonWriter.write(json -> ProjectJson.write(json, project));
  }

  /** A list of one page. */
  public static String writeProjects(List<Project> projects) {
    return JsonWriter.write(
        json -> json.objects("items", projects, ProjectJson::write).nothing("next"));
  }

  public static NewSchedule readNewSchedule(byte[] body) {
    return JsonObject.read(body, ScheduleJson::read);
  }

  public static String write(Schedule schedule) {
    return JsonWriter.write(json -> ScheduleJson.write(json, schedule));
  }

  /** A list of one page. */
  public static String writeSchedules(List<Schedule> schedules) {
    return JsonWriter.write(
        json -> json.objects("items", schedules, ScheduleJson::write).nothing("next"));
  }

  public static String write(ScheduleRun run) {
    return JsonWriter.write(json -> ScheduleJson.write(json, run));
  }

  /** A list of one page. */
  public static String writeRuns(List<ScheduleRun> runs) {
    return JsonWriter.write(
        json -> json.objects("items", runs, ScheduleJson::write).nothing("next"));
  }

  public static String write(Problem problem) {
    return JsonWriter.write(problem::write);
  }

  /** A CloudEvent 1.0, structured. */
  public static String write(SessionEvent event) {
    return JsonWriter.write(json -> EventJson.write(json, event));
  }
}
