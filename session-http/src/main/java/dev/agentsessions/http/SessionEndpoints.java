package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.ApiJson;
import dev.agentsessions.operation.Applied;
import dev.agentsessions.operation.ApplySession;
import dev.agentsessions.operation.CloneSession;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.DeleteSession;
import dev.agentsessions.operation.PatchSession;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.operation.UpdateSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.Retention;
import jakarta.inject.Inject;
import java.util.List;

/** Sessions (SPEC 7.1, R-A01 to R-A10). */
final class SessionEndpoints {
  static final String SESSIONS = ProjectEndpoints.PROJECT + "/sessions";
  static final String SESSION = SESSIONS + "/{session}";

  private final Sessions sessions;

  @Inject
  SessionEndpoints(Sessions sessions) {
    this.sessions = requireNonNull(sessions, "sessions");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                SESSIONS,
                "listSessions",
                "One page of sessions, newest first",
                Gives.json(200, "SessionPage"),
                this::list)
            .needs(Access.VIEW)
            .asks(SessionListQuery.PARAMETERS),
        Endpoint.of(
                Method.POST,
                SESSIONS,
                "createSession",
                "Creates a session and, unless told otherwise, wants it to run",
                Gives.json(201, "Session", "ETag", "Location"),
                this::create)
            .needs(Access.EDIT)
            .takes(Takes.json("NewSession"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.ALREADY_EXISTS, ProblemType.UNSATISFIED),
        Endpoint.of(
                Method.PUT,
                SESSIONS,
                "applySession",
                "Creates a session, or makes the one that is there as it shall be",
                Gives.json(200, "Session", "ETag", "Location").or(201),
                this::apply)
            .needs(Access.EDIT)
            .takes(Takes.json("NewSession"))
            .mayAnswer(
                ProblemType.NOT_FOUND,
                ProblemType.ALREADY_EXISTS,
                ProblemType.WRONG_PHASE,
                ProblemType.STALE,
                ProblemType.UNSATISFIED),
        Endpoint.of(
                Method.GET,
                SESSION,
                "getSession",
                "One session, by id or slug",
                Gives.json(200, "Session", "ETag"),
                this::get)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.PUT,
                SESSION,
                "updateSession",
                "Replaces the spec of a session that neither comes up nor runs",
                Gives.json(200, "Session", "ETag"),
                this::update)
            .needs(Access.EDIT)
            .takes(Takes.json("SessionUpdate"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE, ProblemType.STALE),
        Endpoint.of(
                Method.POST,
                SESSION + "/clone",
                "cloneSession",
                "Creates a session after this one, with a workspace of its own",
                Gives.json(201, "Session", "ETag", "Location"),
                this::copy)
            .needs(Access.EDIT)
            .takes(Takes.optionalJson("CloneRequest"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.ALREADY_EXISTS, ProblemType.UNSATISFIED),
        Endpoint.of(
                Method.PATCH,
                SESSION,
                "patchSession",
                "Changes display name, labels or annotations",
                Gives.json(200, "Session", "ETag"),
                this::patch)
            .needs(Access.EDIT)
            .takes(Takes.mergePatch("SessionPatch"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.STALE),
        Endpoint.of(
                Method.DELETE,
                SESSION,
                "deleteSession",
                "Wants the session gone; answers it as it was",
                Gives.json(200, "Session"),
                this::delete)
            .needs(Access.EDIT)
            .asks(List.of(Parameter.text("worktree", "keep or remove; keep unless said")))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.STALE));
  }

  private Answer list(Call call) {
    return Answer.json(
        200,
        ApiJson.write(
            sessions.list(call.caller(), SessionListQuery.of(call.project(), call.query()))));
  }

  private Answer create(Call call) {
    CreateSession wanted = ApiJson.readCreateSession(call.body());
    Session session = sessions.create(call.caller(), call.project(), wanted);
    return answer(201, session).with("Location", path(session));
  }

  private Answer apply(Call call) {
    ApplySession wanted = ApiJson.readApplySession(call.body(), call.version());
    Applied applied = sessions.apply(call.caller(), call.project(), wanted);
    return answer(applied.created() ? 201 : 200, applied.session())
        .with("Location", path(applied.session()));
  }

  private Answer get(Call call) {
    return answer(200, sessions.get(call.caller(), call.project(), call.session()));
  }

  private Answer update(Call call) {
    UpdateSession request = ApiJson.readUpdateSession(call.body(), call.target());
    return answer(200, sessions.update(call.caller(), call.project(), request));
  }

  private Answer copy(Call call) {
    CloneSession request = ApiJson.readCloneSession(call.body(), call.session());
    Session session = sessions.clone(call.caller(), call.project(), request);
    return answer(201, session).with("Location", path(session));
  }

  private Answer patch(Call call) {
    var request = new PatchSession(call.target(), ApiJson.readMetadataPatch(call.body()));
    return answer(200, sessions.patch(call.caller(), call.project(), request));
  }

  private Answer delete(Call call) {
    var request = new DeleteSession(call.target(), retention(call.query()));
    Session before = sessions.delete(call.caller(), call.project(), request);
    return Answer.json(200, ApiJson.write(before));
  }

  static String path(Session session) {
    return ProjectEndpoints.PROJECTS
        + "/"
        + session.identity().project()
        + "/sessions/"
        + session.id();
  }

  /** A session, with its version. */
  static Answer answer(int status, Session session) {
    return Answer.json(status, ApiJson.write(session)).with("ETag", tag(session));
  }

  /** What If-Match names. */
  static String tag(Session session) {
    return "\"" + session.revision().version() + "\"";
  }

  private static Retention retention(Query query) {
    String worktree = query.text("worktree").orElse("keep");
    return switch (worktree) {
      case "keep" -> Retention.KEEP;
      case "remove" -> Retention.DELETE;
      default -> throw new Invalid("worktree", "must be keep or remove");
    };
  }
}
