package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.ApiJson;
import dev.agentsessions.operation.AccessCalls;
import jakarta.inject.Inject;
import java.util.List;

/** The content of a session that rests (SPEC 7.1, R-A30 to R-A32). */
final class WorkspaceAccessEndpoints {
  private static final String ACCESS = SessionEndpoints.SESSION + "/workspace/access";

  private final AccessCalls access;

  @Inject
  WorkspaceAccessEndpoints(AccessCalls access) {
    this.access = requireNonNull(access, "access");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.POST,
                ACCESS,
                "accessWorkspace",
                "Lets the files of a resting session be reached, until they are not used for 10"
                    + " minutes",
                Gives.json(202, "WorkspaceAccess"),
                this::ask)
            .needs(Access.EDIT)
            .takes(Takes.optionalJson("Nothing"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE),
        Endpoint.of(
                Method.GET,
                ACCESS,
                "getWorkspaceAccess",
                "Whether a session's files can be reached now, and while it rests until when",
                Gives.json(200, "WorkspaceAccess"),
                this::look)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND));
  }

  private Answer ask(Call call) {
    LifecycleEndpoints.readNothing(call);
    return Answer.json(
        202, ApiJson.write(access.ask(call.caller(), call.project(), call.session())));
  }

  private Answer look(Call call) {
    return Answer.json(
        200, ApiJson.write(access.look(call.caller(), call.project(), call.session())));
  }
}
