package dev.agentsessions.http;

import static dev.agentsessions.http.Schema.DURATION;
import static dev.agentsessions.http.Schema.FLAG;
import static dev.agentsessions.http.Schema.TEXT;
import static dev.agentsessions.http.Schema.TEXTS;
import static dev.agentsessions.http.Schema.TEXT_MAP;
import static dev.agentsessions.http.Schema.TIME;
import static dev.agentsessions.http.Schema.WHOLE;
import static dev.agentsessions.http.Schema.listOf;
import static dev.agentsessions.http.Schema.object;
import static dev.agentsessions.http.Schema.page;
import static dev.agentsessions.http.Schema.ref;
import static dev.agentsessions.http.Schema.words;

import java.util.Map;

/** Shapes of projects and of what they keep: agents, repositories, tasks, schedules. */
final class ProjectSchemas {
  private ProjectSchemas() {}

  static void addTo(Map<String, Schema> all) {
    addProjects(all);
    addTasks(all);
    addSchedules(all);
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
}
