package dev.agentsessions.http;

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

/** Shapes of files, of git and of what a workspace has. */
final class WorkspaceSchemas {
  private WorkspaceSchemas() {}

  static void addTo(Map<String, Schema> all) {
    addFiles(all);
    addGit(all);
    addProvision(all);
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
}
