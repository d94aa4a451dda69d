package dev.agentsessions.json;

import dev.agentsessions.operation.GitChangeCalls.Commit;
import dev.agentsessions.workspace.GitBranches;
import dev.agentsessions.workspace.GitChange;
import dev.agentsessions.workspace.GitDiff;
import dev.agentsessions.workspace.GitFileDiff;
import dev.agentsessions.workspace.GitIdentity;
import dev.agentsessions.workspace.GitStatus;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.MergeStatus;
import dev.agentsessions.workspace.PullResult;
import dev.agentsessions.workspace.PushResult;

/** What is told and asked of git. */
public final class GitJson {
  private GitJson() {}

  public static String write(GitStatus status) {
    return JsonWriter.write(
        json -> {
          json.flag("initialized", status.initialized())
              .text("branch", status.branch())
              .text("remoteUrl", status.remoteUrl())
              .flag("hasChanges", status.hasChanges())
              .number("filesAdded", status.filesAdded())
              .number("filesRemoved", status.filesRemoved())
              .number("uncommittedFiles", status.uncommittedFiles())
              .number("totalAdded", status.totalAdded())
              .number("totalRemoved", status.totalRemoved());
          status.ahead().ifPresent(commits -> json.number("ahead", commits));
          status.behind().ifPresent(commits -> json.number("behind", commits));
        });
  }

  public static String write(GitDiff diff) {
    return JsonWriter.write(
        json ->
            json.text("base", diff.base())
                .objects("files", diff.files(), GitJson::write)
                .number("fileCount", diff.fileCount())
                .number("totalAdded", diff.totalAdded())
                .number("totalRemoved", diff.totalRemoved()));
  }

  private static void write(JsonWriter json, GitChange change) {
    json.text("path", change.path())
        .text("kind", Words.lower(change.kind()))
        .number("added", change.added())
        .number("removed", change.removed())
        .flag("binary", change.binary());
  }

  public static String write(GitFileDiff diff) {
    return JsonWriter.write(
        json -> {
          json.text("base", diff.base());
          write(json, diff.change());
          json.text("patch", diff.patch()).flag("whole", diff.whole());
        });
  }

  public static String write(GitBranches branches) {
    return JsonWriter.write(
        json ->
            json.text("current", branches.current())
                .texts("local", branches.local())
                .texts("remote", branches.remote()));
  }

  public static String write(MergeStatus status) {
    return JsonWriter.write(
        json ->
            json.text("with", status.with())
                .flag("canMerge", status.canMerge())
                .texts("conflicts", status.conflicts())
                .number("ahead", status.ahead())
                .number("behind", status.behind()));
  }

  public static String write(PushResult result) {
    return JsonWriter.write(
        json ->
            json.text("branch", result.branch())
                .text("committed", result.committed())
                .flag("pushed", result.pushed())
                .text("message", result.pushed() ? "pushed" : "no changes"));
  }

  public static String write(PullResult result) {
    return JsonWriter.write(
        json ->
            json.text("branch", result.branch())
                .text("head", result.head())
                .flag("changed", result.changed()));
  }

  public static String write(NewBranch branch) {
    return JsonWriter.write(json -> json.text("name", branch.name()).text("from", branch.from()));
  }

  public static String write(GitUrl url) {
    return JsonWriter.write(json -> json.text("url", url));
  }

  /** What a workspace is once everything that was not committed is given up. */
  public static String writeAbandoned() {
    return JsonWriter.write(json -> json.text("changes", "abandoned"));
  }

  public static NewBranch readBranch(byte[] body) {
    return JsonObject.read(
        body, json -> new NewBranch(json.need("name", json::text), json.text("from")));
  }

  /** Where a push goes. */
  private enum PushRemote {
    ORIGIN,
    OUTPUT
  }

  /**
   * A push that a caller asks for.
   *
   * @param toOutput to where the session's spec says that changes go, and not to {@code origin}
   */
  public record Push(Commit commit, boolean toOutput) {}

  /** An absent body asks for nothing special. */
  public static Commit readCommit(byte[] body) {
    return JsonObject.read(
        body.length == 0 ? new byte[] {'{', '}'} : body,
        json -> new Commit(json.text("message"), json.object("author", GitJson::author)));
  }

  /** An absent body asks for nothing special. */
  public static Push readPush(byte[] body) {
    return JsonObject.read(
        body.length == 0 ? new byte[] {'{', '}'} : body,
        json ->
            new Push(
                new Commit(json.text("message"), json.object("author", GitJson::author)),
                json.word("remote", PushRemote.values(), Words::lower)
                    .filter(PushRemote.OUTPUT::equals)
                    .isPresent()));
  }

  private static GitIdentity author(JsonObject json) {
    String name = json.need("name", json::text);
    String email = json.need("email", json::text);
    return new GitIdentity(name, email);
  }

  public static GitUrl readRemote(byte[] body) {
    return JsonObject.read(
        body, json -> json.need("url", key -> json.text(key).map(url -> parsed(json, url))));
  }

  /** Without what was sent: it may hold a credential. */
  private static GitUrl parsed(JsonObject json, String url) {
    try {
      return GitUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw json.invalid("url", "is not taken: " + e.getMessage());
    }
  }
}
