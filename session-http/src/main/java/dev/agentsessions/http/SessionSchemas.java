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
import static dev.agentsessions.http.Schema.page;
import static dev.agentsessions.http.Schema.ref;
import static dev.agentsessions.http.Schema.words;

import dev.agentsessions.workspace.WorkspaceProblem;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Shapes of sessions and of what operations answer about them. */
final class SessionSchemas {
  private static final Schema SESSION_KIND = words("quick", "worktree", "agentic");

  private static final String[] WORKSPACE_PROBLEMS =
      Stream.of(WorkspaceProblem.Code.values())
          .map(code -> code.name().toLowerCase(Locale.ROOT))
          .toArray(String[]::new);

  private SessionSchemas() {}

  static void addTo(Map<String, Schema> all) {
    addSessions(all);
    addResults(all);
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
}
