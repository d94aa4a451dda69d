package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Endpoint.Home;
import dev.agentsessions.json.GitJson;
import dev.agentsessions.json.NewBranch;
import dev.agentsessions.operation.GitCalls;
import dev.agentsessions.operation.GitChangeCalls;
import dev.agentsessions.workspace.DiffBase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The git repositories of sessions (G-01…G-04). */
final class GitEndpoints {
  private static final String GIT = SessionEndpoints.SESSION + "/git";
  private static final int USUAL_CONTEXT = 3;

  private static final Parameter REPOSITORY =
      Parameter.text("repo", "one of the session's repositories; absent: the one it has");
  private static final Parameter BASE =
      Parameter.text("base", "merge-base:REF, fork-point, or a branch, tag or commit");
  private static final Parameter PATH =
      Parameter.text("path", "of a file, from the top of the repository");
  private static final Parameter CONTEXT =
      Parameter.number("context", "unchanged lines around each change, 3 by default");
  private static final Parameter WITH =
      Parameter.text("with", "a branch, here or fetched, such as origin/main");

  private final GitCalls looks;
  private final GitChangeCalls changes;

  @Inject
  GitEndpoints(GitCalls looks, GitChangeCalls changes) {
    this.looks = requireNonNull(looks, "looks");
    this.changes = requireNonNull(changes, "changes");
  }

  List<Endpoint> all() {
    return Stream.concat(reads(), writes()).map(each -> each.at(Home.REPOSITORIES)).toList();
  }

  private Stream<Endpoint> reads() {
    return Stream.of(
        read("/status", "getGitStatus", "How a workspace differs from its last commit", "GitStatus")
            .to(call -> GitJson.write(looks.status(call.caller(), of(call)))),
        read("/diff", "getGitDiff", "The files that differ from a base", "GitDiff", BASE)
            .to(call -> GitJson.write(looks.diff(call.caller(), of(call), base(call)))),
        read(
                "/diff/file",
                "getGitFileDiff",
                "What differs in one file",
                "GitFileDiff",
                BASE,
                PATH,
                CONTEXT)
            .to(call -> fileDiff(call, base(call))),
        read("/branches", "listGitBranches", "The branches, here and fetched", "GitBranches")
            .to(call -> GitJson.write(looks.branches(call.caller(), of(call)))),
        read("/merge-status", "getMergeStatus", "Whether a merge would go", "MergeStatus", WITH)
            .to(
                call ->
                    GitJson.write(looks.mergeStatus(call.caller(), of(call), text(call, "with")))),
        new Read(
                WorkerEndpoints.WORKER + "/diff",
                "getWorkerDiff",
                "The files that differ from the base of a diff worker, or another one",
                "GitDiff",
                List.of(BASE))
            .to(call -> GitJson.write(looks.diff(call.caller(), of(call), workersBase(call)))),
        new Read(
                WorkerEndpoints.WORKER + "/diff/file",
                "getWorkerFileDiff",
                "What differs in one file from the base of a diff worker, or another one",
                "GitFileDiff",
                List.of(BASE, PATH, CONTEXT))
            .to(call -> fileDiff(call, workersBase(call))));
  }

  private Stream<Endpoint> writes() {
    return Stream.of(
        write("/push", "pushGit", "Commits everything and pushes it", "GitPush", this::push)
            .takes(Takes.optionalJson("GitPushRequest")),
        write("/pull", "pullGit", "Takes over what the remote has", "GitPull", this::pull),
        write("/synchronize", "synchronizeGit", "Commits, rebases, pushes", "GitPush", this::sync)
            .takes(Takes.optionalJson("GitCommit")),
        write("/branches", "createGitBranch", "Makes a branch", "NewGitBranch", this::branch)
            .takes(Takes.json("NewGitBranch")),
        write("/remote", "configureGitRemote", "Lets origin be this", "NewGitRemote", this::remote)
            .takes(Takes.json("NewGitRemote")),
        write(
            "/abandon",
            "abandonGit",
            "Gives up what is not committed",
            "GitChanges",
            this::abandon));
  }

  /** An endpoint that tells something as JSON. */
  private record Read(
      String path, String operation, String summary, String schema, List<Parameter> query) {
    Endpoint to(Function<Call, String> handler) {
      return Endpoint.of(
              Method.GET,
              path,
              operation,
              summary,
              Gives.json(200, schema),
              call -> Answer.json(200, handler.apply(call)))
          .needs(Access.VIEW)
          .asks(Stream.concat(Stream.of(REPOSITORY), query.stream()).toList())
          .mayAnswer(ProblemType.NOT_FOUND, ProblemType.UNSATISFIED);
    }
  }

  private static Read read(
      String path, String operation, String summary, String schema, Parameter... query) {
    return new Read(GIT + path, operation, summary, schema, List.of(query));
  }

  private static Endpoint write(
      String path,
      String operation,
      String summary,
      String schema,
      Function<Call, String> handler) {
    int status = path.equals("/branches") ? 201 : 200;
    return Endpoint.of(
            Method.POST,
            GIT + path,
            operation,
            summary,
            Gives.json(status, schema),
            call -> Answer.json(status, handler.apply(call)))
        .needs(Access.EDIT)
        .asks(List.of(REPOSITORY))
        .mayAnswer(
            ProblemType.NOT_FOUND,
            ProblemType.UNSATISFIED,
            ProblemType.ALREADY_EXISTS,
            ProblemType.WRONG_STATE,
            ProblemType.PROTECTED_BRANCH,
            ProblemType.MERGE_CONFLICT,
            ProblemType.REMOTE_FAILED);
  }

  private String fileDiff(Call call, DiffBase base) {
    long context = call.query().number("context").orElse(USUAL_CONTEXT);
    return GitJson.write(
        looks.diff(
            call.caller(),
            of(call),
            base,
            text(call, "path"),
            (int) Math.min(context, Integer.MAX_VALUE)));
  }

  private String push(Call call) {
    GitJson.Push push = GitJson.readPush(call.body());
    return GitJson.write(
        push.toOutput()
            ? changes.pushToOutput(call.caller(), of(call), push.commit())
            : changes.push(call.caller(), of(call), push.commit()));
  }

  private String sync(Call call) {
    return GitJson.write(
        changes.synchronize(call.caller(), of(call), GitJson.readCommit(call.body())));
  }

  private String pull(Call call) {
    return GitJson.write(changes.pull(call.caller(), of(call)));
  }

  private String branch(Call call) {
    NewBranch branch = GitJson.readBranch(call.body());
    changes.createBranch(call.caller(), of(call), branch.name(), branch.from());
    return GitJson.write(branch);
  }

  private String remote(Call call) {
    var url = GitJson.readRemote(call.body());
    changes.configureRemote(call.caller(), of(call), url);
    return GitJson.write(url);
  }

  private String abandon(Call call) {
    changes.abandon(call.caller(), of(call));
    return GitJson.writeAbandoned();
  }

  private static GitCalls.Of of(Call call) {
    return new GitCalls.Of(call.project(), call.session(), call.query().text("repo"));
  }

  private static DiffBase base(Call call) {
    return said(call).orElse(DiffBase.HEAD);
  }

  private static Optional<DiffBase> said(Call call) {
    return call.query().text("base").map(DiffBase::parse);
  }

  private DiffBase workersBase(Call call) {
    return looks.base(call.caller(), of(call), call.worker(), said(call));
  }

  /** What is absent is refused once it is clear that the caller may know of the session. */
  private static String text(Call call, String name) {
    return call.query().text(name).orElse("");
  }
}
