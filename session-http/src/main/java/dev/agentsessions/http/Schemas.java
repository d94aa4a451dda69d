package dev.agentsessions.http;

import static dev.agentsessions.http.Schema.DECIMAL;
import static dev.agentsessions.http.Schema.DURATION;
import static dev.agentsessions.http.Schema.FLAG;
import static dev.agentsessions.http.Schema.TEXT;
import static dev.agentsessions.http.Schema.TEXTS;
import static dev.agentsessions.http.Schema.TEXT_MAP;
import static dev.agentsessions.http.Schema.TIME;
import static dev.agentsessions.http.Schema.WHOLE;
import static dev.agentsessions.http.Schema.listOf;
import static dev.agentsessions.http.Schema.mapOf;
import static dev.agentsessions.http.Schema.object;
import static dev.agentsessions.http.Schema.ref;
import static dev.agentsessions.http.Schema.words;

import dev.agentsessions.workspace.WorkspaceProblem;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The shapes of what callers send and get (SPEC 7.1), by name. */
final class Schemas {
  private static final Schema SESSION_KIND = words("quick", "worktree", "agentic");

  private static final String[] WORKSPACE_PROBLEMS =
      Stream.of(WorkspaceProblem.Code.values())
          .map(code -> code.name().toLowerCase(Locale.ROOT))
          .toArray(String[]::new);

  private Schemas() {}

  static Map<String, Schema> all() {
    Map<String, Schema> all = new TreeMap<>();
    addSessions(all);
    addWorkers(all);
    addFiles(all);
    addMessages(all);
    addResults(all);
    addProjects(all);
    addTasks(all);
    addSchedules(all);
    addTokens(all);
    addGitCredentials(all);
    addGit(all);
    addProvision(all);
    all.put("Any", Schema.ANY);
    all.put("Nothing", object());
    all.put("Health", object().with("status", TEXT).with("checks", TEXT_MAP));
    all.put(
        "Problem",
        object()
            .with("type", TEXT)
            .with("title", TEXT)
            .with("status", WHOLE)
            .with("detail", TEXT)
            .maybe("field", TEXT)
            .maybe("phase", TEXT)
            .maybe("holder", TEXT)
            .maybe("suggestion", TEXT));
    return all;
  }

  private static void addSessions(Map<String, Schema> all) {
    all.put("Session", session());
    all.put("SessionPage", page("Session").maybe("total", WHOLE));
    all.put(
        "NewSession",
        object()
            .with("kind", SESSION_KIND)
            .with("spec", ref("SessionSpec"))
            .maybe("id", TEXT)
            .maybe("name", TEXT)
            .maybe("slug", TEXT)
            .maybe("displayName", TEXT)
            .maybe("labels", TEXT_MAP)
            .maybe("annotations", TEXT_MAP)
            .maybe("owner", ref("Owner"))
            .maybe("parent", TEXT)
            .maybe("role", TEXT)
            .maybe("workers", listOf(ref("NewWorker")))
            .maybe("start", FLAG));
    all.put("SessionUpdate", object().with("kind", SESSION_KIND).with("spec", ref("SessionSpec")));
    all.put(
        "SessionPatch",
        object()
            .maybe("displayName", TEXT)
            .maybe("labels", mapOf(TEXT.orNull()).orNull())
            .maybe("annotations", mapOf(TEXT.orNull()).orNull()));
    all.put(
        "CloneRequest",
        object()
            .maybe("name", TEXT)
            .maybe("project", TEXT)
            .maybe("location", TEXT)
            .maybe("branch", TEXT)
            .maybe("workspace", words("none", "files")));
    all.put("Stop", object().maybe("reason", TEXT));
    all.put("Restart", restart());
    all.put("RestartPage", page("Restart"));
    all.put(
        "ValidationPage", page("InvalidSession").with("checked", WHOLE).with("elsewhere", WHOLE));
    all.put(
        "InvalidSession",
        object()
            .with("session", TEXT)
            .with("slug", TEXT)
            .with("phase", TEXT)
            .with("problem", words(WORKSPACE_PROBLEMS))
            .with("field", TEXT)
            .with("message", TEXT));
    all.put("InterruptRequest", object().maybe("worker", TEXT));
    all.put("Interrupt", object().with("interrupted", FLAG).with("workers", TEXTS));
    all.put(
        "Owner",
        object().with("scope", words("organization", "identity_account")).maybe("id", TEXT));
    all.put("SessionSpec", spec());
    all.put(
        "Llm",
        object().maybe("model", TEXT).maybe("temperature", DECIMAL).maybe("maxTokens", WHOLE));
    all.put("SessionStatus", status());
    all.put("Ending", object().with("target", TEXT).with("reason", TEXT).maybe("message", TEXT));
    all.put(
        "Condition",
        object()
            .with("type", TEXT)
            .with("status", words("True", "False", "Unknown"))
            .with("reason", TEXT)
            .with("message", TEXT)
            .with("lastTransitionTime", TIME)
            .with("observedGeneration", WHOLE));
  }

  private static Schema session() {
    return object()
        .with("id", TEXT)
        .with("project", TEXT)
        .with("slug", TEXT)
        .with("name", TEXT)
        .with("displayName", TEXT)
        .maybe("role", TEXT)
        .with("kind", SESSION_KIND)
        .with("version", WHOLE)
        .with("generation", WHOLE)
        .with("observedGeneration", WHOLE)
        .with("desired", words("running", "stopped", "deleted"))
        .with("labels", TEXT_MAP)
        .with("annotations", TEXT_MAP)
        .with("owner", ref("Owner"))
        .maybe("parent", TEXT)
        .with("createdAt", TIME)
        .with("createdBy", TEXT)
        .with("updatedAt", TIME)
        .with("updatedBy", TEXT)
        .with("spec", ref("SessionSpec"))
        .with("status", ref("SessionStatus"))
        .with("workers", listOf(ref("Worker")));
  }

  private static Schema restart() {
    Schema worker =
        object().with("id", TEXT).with("name", TEXT).with("epoch", WHOLE).maybe("refused", TEXT);
    return object()
        .with("session", TEXT)
        .with("slug", TEXT)
        .with("phase", TEXT)
        .maybe("problem", ref("Problem"))
        .with("workers", listOf(worker));
  }

  private static Schema spec() {
    return object()
        .maybe("runtime", TEXT)
        .maybe("location", TEXT)
        .maybe("repository", TEXT)
        .maybe("branch", TEXT)
        .maybe("base", TEXT)
        .maybe("repos", listOf(ref("SessionRepository")))
        .maybe("activeWorkflow", ref("Workflow"))
        .maybe("agent", TEXT)
        .maybe("initialPrompt", TEXT)
        .maybe("llm", ref("Llm"))
        .maybe("templateVars", TEXT_MAP)
        .maybe("environment", TEXT_MAP)
        .maybe("timeout", DURATION)
        .maybe("inactivityTimeout", DURATION)
        .maybe("interactive", FLAG)
        .maybe("stopOnRunFinished", FLAG)
        .maybe("subject", TEXT)
        .maybe("runner", object().maybe("image", TEXT).maybe("command", TEXTS).maybe("args", TEXTS))
        .maybe("resources", object().maybe("requests", TEXT_MAP).maybe("limits", TEXT_MAP));
  }

  private static Schema status() {
    return object()
        .with("state", TEXT)
        .with("phase", TEXT)
        .maybe("reason", TEXT)
        .maybe("message", TEXT)
        .maybe("ending", ref("Ending"))
        .with("conditions", listOf(ref("Condition")))
        .maybe("startedAt", TIME)
        .maybe("finishedAt", TIME)
        .with("restartCount", WHOLE)
        .maybe("directory", TEXT)
        .maybe("branch", TEXT)
        .maybe("givenBranch", TEXT)
        .maybe("filesFrom", TEXT)
        .maybe("model", object().with("name", TEXT).maybe("before", TEXT).maybe("triedBy", TEXTS))
        .maybe("reconciledRepos", listOf(ref("ReconciledRepository")))
        .maybe("reconciledWorkflow", ref("ReconciledWorkflow"))
        .maybe("activeWorkflow", ref("Workflow"))
        .maybe("agentFolder", TEXT)
        .maybe("directories", TEXTS)
        .with(
            "recovery", object().with("state", words("healthy", "orphaned")).maybe("reason", TEXT))
        .with("activity", TEXT)
        .maybe("lastActivityAt", TIME)
        .with("messageCount", WHOLE)
        .maybe("host", TEXT)
        .with("fence", WHOLE);
  }

  private static void addWorkers(Map<String, Schema> all) {
    all.put(
        "Worker",
        object()
            .with("id", TEXT)
            .with("name", TEXT)
            .with("kind", words("agent", "terminal", "diff"))
            .maybe("agent", TEXT)
            .maybe("command", TEXTS)
            .maybe("base", TEXT)
            .with("state", words("STARTING", "RUNNING", "EXITED", "LOST", "STOPPED"))
            .with("activity", object().with("state", TEXT).maybe("evidence", TEXT))
            .with("epoch", WHOLE)
            .with("cols", WHOLE)
            .with("rows", WHOLE)
            .maybe("exit", ref("Exit"))
            .with("createdAt", TIME));
    all.put("WorkerList", page("Worker"));
    all.put(
        "NewWorker",
        object()
            .with("kind", words("agent", "terminal", "diff"))
            .maybe("name", TEXT)
            .maybe("agent", TEXT)
            .maybe("command", TEXTS)
            .maybe("base", TEXT)
            .maybe("cols", WHOLE)
            .maybe("rows", WHOLE));
    all.put("ActivityReport", object().with("state", words("asking", "active", "idle")));
    all.put("WorkerRestart", object().maybe("agent", TEXT).maybe("branch", TEXT));
    all.put(
        "Exit",
        object()
            .maybe("code", WHOLE)
            .maybe("signal", WHOLE)
            .with("reason", words("managed", "unexpected"))
            .maybe("message", TEXT));
  }

  private static void addFiles(Map<String, Schema> all) {
    all.put(
        "File",
        object()
            .with("name", TEXT)
            .with("path", TEXT)
            .with("type", words("file", "directory", "link", "other"))
            .with("isDir", FLAG)
            .with("link", FLAG)
            .with("size", WHOLE)
            .with("modifiedAt", TIME));
    all.put("FileList", page("File"));
  }

  private static void addMessages(Map<String, Schema> all) {
    all.put(
        "Message",
        object()
            .with("seq", WHOLE)
            .with("id", TEXT)
            .with("role", words("user", "agent", "system"))
            .with("text", TEXT)
            .with("at", TIME)
            .with("sender", TEXT)
            .with("worker", TEXT)
            .with("state", words("queued", "delivered", "failed")));
    all.put(
        "MessagePage", object().with("items", listOf(ref("Message"))).with("next", WHOLE.orNull()));
    Schema text = object().with("text", TEXT).maybe("clientId", TEXT);
    all.put("WorkerMessage", text);
    all.put("NewMessage", text.maybe("worker", TEXT));
  }

  private static void addResults(Map<String, Schema> all) {
    all.put("Secret", object().with("value", TEXT));
    all.put(
        "Report",
        object()
            .maybe("isError", FLAG.orNull())
            .maybe("turns", WHOLE.orNull())
            .maybe("usage", mapOf(WHOLE).orNull())
            .maybe("cost", DECIMAL.orNull())
            .maybe("text", TEXT.orNull()));
    all.put(
        "Result",
        object()
            .with("isError", FLAG.orNull())
            .with("turns", WHOLE.orNull())
            .with("usage", mapOf(WHOLE).orNull())
            .with("cost", DECIMAL.orNull())
            .with("text", TEXT.orNull())
            .with("exit", ref("Exit")));
    all.put(
        "Export",
        object()
            .with("session", ref("Session"))
            .with("workers", listOf(ref("Worker")))
            .with("messages", listOf(ref("Message")))
            .with("events", listOf(ref("Any"))));
  }

  private static void addProjects(Map<String, Schema> all) {
    all.put(
        "ProjectSettings",
        object()
            .maybe("inactivityTimeout", DURATION)
            .maybe("limits", ref("ProjectLimits"))
            .maybe("recordInput", FLAG)
            .maybe("protectedBranches", TEXTS));
    all.put(
        "ProjectLimits",
        object()
            .maybe("liveSessions", WHOLE)
            .maybe("workersPerSession", WHOLE)
            .maybe("outputBytes", WHOLE));
    Schema settings = ref("ProjectSettings");
    all.put(
        "Project", object().with("id", TEXT).maybe("displayName", TEXT).with("settings", settings));
    all.put(
        "NewProject",
        object().with("id", TEXT).maybe("displayName", TEXT).maybe("settings", settings));
    all.put("ProjectList", page("Project"));
    all.put("RecordedSessions", listOf(Schema.ANY));
    Schema row =
        object()
            .with("row", WHOLE)
            .maybe("session", TEXT)
            .with("outcome", words("imported", "unchanged", "refused"))
            .maybe("problem", TEXT)
            .with("notes", TEXTS);
    all.put(
        "ImportReport",
        object()
            .with("items", listOf(row))
            .with("next", TEXT.orNull())
            .with("imported", WHOLE)
            .with("unchanged", WHOLE)
            .with("refused", WHOLE));
    all.put("Agent", object().with("id", TEXT).with("name", TEXT).with("command", TEXTS));
    all.put("AgentList", page("Agent"));
    all.put("NewAgent", object().maybe("id", TEXT).with("name", TEXT).with("command", TEXTS));
    addCatalog(all);
  }

  private static void addCatalog(Map<String, Schema> all) {
    all.put(
        "NewRepository",
        repositorySettings(object().maybe("name", TEXT).maybe("path", TEXT).maybe("url", TEXT)));
    all.put(
        "Repository",
        repositorySettings(
            object()
                .with("id", TEXT)
                .with("name", TEXT)
                .with("path", TEXT)
                .maybe("url", TEXT)
                .maybe(
                    "clone",
                    object()
                        .with("state", words("cloning", "ready", "failed"))
                        .maybe("message", TEXT)
                        .with("at", TIME))
                .with("createdAt", TIME)));
    all.put("RepositoryList", page("Repository"));
    all.put(
        "Worktree",
        object()
            .with("directory", TEXT)
            .maybe("branch", TEXT)
            .with("main", FLAG)
            .with("missing", FLAG)
            .maybe("session", TEXT));
    all.put("WorktreeList", page("Worktree"));
    all.put("NewWebhook", object().with("url", TEXT).maybe("events", TEXTS).maybe("secret", TEXT));
    all.put(
        "Webhook",
        object()
            .with("id", TEXT)
            .with("url", TEXT)
            .with("events", TEXTS)
            .with("signed", FLAG)
            .with("createdAt", TIME));
    all.put("WebhookList", page("Webhook"));
    Schema role = words("view", "edit", "admin");
    all.put("NewRole", object().with("subject", TEXT).with("role", role));
    all.put("Role", object().with("subject", TEXT).with("role", role).with("createdAt", TIME));
    all.put("RoleList", page("Role"));
  }

  private static Schema repositorySettings(Schema repository) {
    return repository
        .maybe("environment", TEXT_MAP)
        .maybe("templateFiles", TEXTS)
        .maybe("setupCommand", TEXT)
        .maybe("cleanupCommand", TEXT)
        .maybe("agent", TEXT)
        .maybe("protectedBranches", TEXTS);
  }

  private static void addTasks(Map<String, Schema> all) {
    all.put(
        "Task",
        object()
            .with("id", TEXT)
            .with("name", TEXT)
            .with("key", TEXT)
            .with("state", words("pending", "running", "done", "stalled"))
            .with("attempts", WHOLE)
            .maybe("lastError", TEXT)
            .with("createdAt", TIME)
            .with("updatedAt", TIME));
    all.put("TaskList", page("Task"));
  }

  private static void addSchedules(Map<String, Schema> all) {
    Schema overlap = words("skip", "queue", "reuse");
    all.put(
        "NewSchedule",
        object()
            .with("name", TEXT)
            .with("cron", TEXT)
            .maybe("timeZone", TEXT)
            .maybe("overlap", overlap)
            .with("session", ref("NewSession")));
    all.put(
        "Schedule",
        object()
            .with("id", TEXT)
            .with("name", TEXT)
            .with("cron", TEXT)
            .with("timeZone", TEXT)
            .with("overlap", overlap)
            .with("suspended", FLAG)
            .maybe("nextAt", TIME)
            .with("createdAt", TIME)
            .with("createdBy", TEXT)
            .with("session", ref("NewSession")));
    all.put("ScheduleList", page("Schedule"));
    all.put(
        "ScheduleRun",
        object()
            .with("id", TEXT)
            .with("cause", words("time", "trigger"))
            .with("dueAt", TIME)
            .with("createdAt", TIME)
            .with("state", words("pending", "started", "skipped", "failed"))
            .maybe("session", TEXT)
            .maybe("message", TEXT));
    all.put("ScheduleRunList", page("ScheduleRun"));
  }

  private static void addGit(Map<String, Schema> all) {
    all.put(
        "GitStatus",
        object()
            .with("initialized", FLAG)
            .maybe("branch", TEXT)
            .maybe("remoteUrl", TEXT)
            .with("hasChanges", FLAG)
            .with("filesAdded", WHOLE)
            .with("filesRemoved", WHOLE)
            .with("uncommittedFiles", WHOLE)
            .with("totalAdded", WHOLE)
            .with("totalRemoved", WHOLE)
            .maybe("ahead", WHOLE)
            .maybe("behind", WHOLE));
    Schema change =
        object()
            .with("path", TEXT)
            .with("kind", words("added", "modified", "removed", "type_changed", "conflicted"))
            .with("added", WHOLE)
            .with("removed", WHOLE)
            .with("binary", FLAG);
    all.put(
        "GitDiff",
        object()
            .with("base", TEXT)
            .with("files", listOf(change))
            .with("fileCount", WHOLE)
            .with("totalAdded", WHOLE)
            .with("totalRemoved", WHOLE));
    all.put("GitFileDiff", change.with("base", TEXT).with("patch", TEXT).with("whole", FLAG));
    all.put(
        "GitBranches", object().maybe("current", TEXT).with("local", TEXTS).with("remote", TEXTS));
    all.put(
        "MergeStatus",
        object()
            .with("with", TEXT)
            .with("canMerge", FLAG)
            .with("conflicts", TEXTS)
            .with("ahead", WHOLE)
            .with("behind", WHOLE));
    all.put(
        "GitCommit",
        object()
            .maybe("message", TEXT)
            .maybe("author", object().with("name", TEXT).with("email", TEXT)));
    all.put(
        "GitPushRequest",
        object()
            .maybe("message", TEXT)
            .maybe("author", object().with("name", TEXT).with("email", TEXT))
            .maybe("remote", words("origin", "output")));
    all.put(
        "GitPush",
        object()
            .with("branch", TEXT)
            .maybe("committed", TEXT)
            .with("pushed", FLAG)
            .with("message", TEXT));
    all.put("GitPull", object().with("branch", TEXT).with("head", TEXT).with("changed", FLAG));
    all.put("NewGitBranch", object().with("name", TEXT).maybe("from", TEXT));
    all.put("NewGitRemote", object().with("url", TEXT));
    all.put("GitChanges", object().with("changes", words("abandoned")));
  }

  private static void addProvision(Map<String, Schema> all) {
    all.put("SessionRepository", sessionRepository());
    all.put("ReconciledRepository", reconciled(sessionRepository()));
    all.put("ReconciledRepositoryList", page("ReconciledRepository"));
    all.put(
        "SessionRuntime",
        object()
            .with("runtime", TEXT)
            .with(
                "parts",
                listOf(
                    object()
                        .with("kind", TEXT)
                        .with("name", TEXT)
                        .with("state", TEXT)
                        .with("missing", FLAG)
                        .maybe("message", TEXT)
                        .with("details", TEXT_MAP))));
    all.put("WorkspaceAccess", object().maybe("until", TIME).with("condition", ref("Condition")));
    all.put("ModelSwitch", object().with("model", TEXT));
    all.put("Workflow", workflow());
    all.put("ReconciledWorkflow", reconciled(workflow()));
    Schema part = object().with("name", TEXT).maybe("description", TEXT);
    all.put(
        "SessionWorkflow",
        reconciled(workflow())
            .maybe(
                "active",
                workflow()
                    .with("commands", listOf(part))
                    .with("agents", listOf(part))
                    .with(
                        "config",
                        object()
                            .maybe("name", TEXT)
                            .maybe("description", TEXT)
                            .maybe("systemPrompt", TEXT))));
    all.put(
        "CatalogWorkflow",
        workflow().with("id", TEXT).with("name", TEXT).maybe("description", TEXT));
    all.put("WorkflowList", page("CatalogWorkflow").with("stale", FLAG).maybe("message", TEXT));
  }

  private static Schema sessionRepository() {
    return object()
        .with("url", TEXT)
        .maybe("branch", TEXT)
        .maybe("name", TEXT)
        .maybe("autoPush", FLAG)
        .maybe("output", object().with("url", TEXT).maybe("branch", TEXT));
  }

  private static Schema workflow() {
    return object().with("gitUrl", TEXT).maybe("branch", TEXT).maybe("path", TEXT);
  }

  private static Schema reconciled(Schema what) {
    return what.with("state", words("Cloning", "Ready", "Failed"))
        .maybe("message", TEXT)
        .with("at", TIME);
  }

  private static void addTokens(Map<String, Schema> all) {
    all.put("Token", token());
    all.put("TokenList", page("Token"));
    all.put("IssuedToken", token().with("token", TEXT));
    all.put(
        "NewToken", object().with("name", TEXT).maybe("lifetime", DURATION).maybe("user", TEXT));
  }

  private static void addGitCredentials(Map<String, Schema> all) {
    all.put(
        "GitCredential",
        object().with("server", TEXT).with("storedAt", TIME).maybe("expiresAt", TIME));
    all.put("GitCredentialList", page("GitCredential"));
    all.put("GitTokenRequest", object().with("url", TEXT));
    all.put(
        "GitToken", object().with("token", TEXT).with("username", TEXT).maybe("expiresAt", TIME));
    all.put(
        "NewGitCredential",
        object().with("token", TEXT).maybe("username", TEXT).maybe("expiresAt", TIME));
  }

  private static Schema token() {
    return object()
        .with("id", TEXT)
        .maybe("name", TEXT)
        .with("user", TEXT)
        .with("administrator", FLAG)
        .with("createdAt", TIME)
        .with("expiresAt", TIME);
  }

  private static Schema page(String item) {
    return object().with("items", listOf(ref(item))).with("next", TEXT.orNull());
  }
}
