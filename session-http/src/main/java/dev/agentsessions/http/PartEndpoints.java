package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.ApiJson;
import dev.agentsessions.operation.RuntimeCalls;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.session.Session;
import jakarta.inject.Inject;
import java.util.List;

/** What a session's runtime has of it (R-A12). */
final class PartEndpoints {
  private final Sessions sessions;
  private final RuntimeCalls runtimes;

  @Inject
  PartEndpoints(Sessions sessions, RuntimeCalls runtimes) {
    this.sessions = requireNonNull(sessions, "sessions");
    this.runtimes = requireNonNull(runtimes, "runtimes");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                SessionEndpoints.SESSION + "/runtime",
                "getRuntime",
                "What a session's runtime has of it now: its environment, its processes, and on"
                    + " Kubernetes its job, pods, containers and volume; what is missing says so",
                Gives.json(200, "SessionRuntime"),
                this::look)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND)
            .at(Endpoint.Home.HOST));
  }

  private Answer look(Call call) {
    Session session = sessions.get(call.caller(), call.project(), call.session());
    return Answer.json(
        200,
        ApiJson.writeParts(
            session.spec().runtime(),
            runtimes.look(call.caller(), call.project(), call.session())));
  }
}
