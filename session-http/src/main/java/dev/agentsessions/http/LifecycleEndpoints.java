package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Endpoint.Home;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.json.JsonObject;
import dev.agentsessions.json.JsonWriter;
import dev.agentsessions.operation.ForgetSession;
import dev.agentsessions.operation.LiveCalls;
import dev.agentsessions.operation.RestartSession;
import dev.agentsessions.operation.Restarted;
import dev.agentsessions.operation.RestartedAgents;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.operation.StartSession;
import dev.agentsessions.operation.StopSession;
import dev.agentsessions.operation.WorkerRestart;
import dev.agentsessions.session.Session;
import dev.agentsessions.worker.WorkerId;
import jakarta.inject.Inject;
import java.util.List;

/** What a session that is there is told to do (SPEC 7.1, R-A08, R-A09, R-W3, L-12, S-26, S-27). */
final class LifecycleEndpoints {
  private final Sessions sessions;
  private final LiveCalls live;

  @Inject
  LifecycleEndpoints(Sessions sessions, LiveCalls live) {
    this.sessions = requireNonNull(sessions, "sessions");
    this.live = requireNonNull(live, "live");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.POST,
                SessionEndpoints.SESSION + "/start",
                "startSession",
                "Wants the session to run",
                Gives.json(202, "Session", "ETag"),
                this::start)
            .needs(Access.EDIT)
            .takes(Takes.optionalJson("Nothing"))
            .mayAnswer(
                ProblemType.NOT_FOUND,
                ProblemType.ILLEGAL_TRANSITION,
                ProblemType.ALREADY_EXISTS,
                ProblemType.STALE),
        Endpoint.of(
                Method.POST,
                SessionEndpoints.SESSION + "/stop",
                "stopSession",
                "Wants the session to rest",
                Gives.json(202, "Session", "ETag"),
                this::stop)
            .needs(Access.EDIT)
            .takes(Takes.optionalJson("Stop"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.STALE),
        Endpoint.of(
                Method.POST,
                SessionEndpoints.SESSION + "/restart",
                "restartSession",
                "Wants every process of the session started anew; starts one that rests",
                Gives.json(202, "Restart", "ETag"),
                this::restart)
            .needs(Access.EDIT)
            .takes(Takes.optionalJson("Nothing"))
            .mayAnswer(
                ProblemType.NOT_FOUND,
                ProblemType.ILLEGAL_TRANSITION,
                ProblemType.ALREADY_EXISTS,
                ProblemType.STALE),
        Endpoint.of(
                Method.POST,
                SessionEndpoints.SESSION + "/forget",
                "forgetSession",
                "Wants a session gone whose machine does not come back; answers it as it was",
                Gives.json(200, "Session"),
                this::forget)
            .needs(Access.ADMIN)
            .takes(Takes.optionalJson("Nothing"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE, ProblemType.STALE),
        Endpoint.of(
                Method.POST,
                ProjectEndpoints.PROJECT + "/restarts",
                "restartAgents",
                "Wants the agents of all running sessions started anew, up to 1,000 sessions a"
                    + " call",
                Gives.json(202, "RestartPage"),
                this::restartAgents)
            .needs(Access.EDIT)
            .takes(Takes.optionalJson("Nothing"))
            .asks(List.of(Parameter.text("cursor", "the next of the call before")))
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.POST,
                SessionEndpoints.SESSION + "/interrupt",
                "interruptSession",
                "Presses Ctrl+C in the terminal of one worker, or of every agent",
                Gives.json(200, "Interrupt"),
                this::interrupt)
            .needs(Access.EDIT)
            .takes(Takes.optionalJson("InterruptRequest"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.LIMIT_REACHED)
            .at(Home.HOST),
        Endpoint.of(
                Method.POST,
                SessionEndpoints.SESSION + "/heartbeat",
                "noteActivity",
                "Says that somebody is active there",
                Gives.nothing(),
                this::heartbeat)
            .needs(Access.EDIT)
            .takes(Takes.optionalJson("Nothing"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE));
  }

  private Answer start(Call call) {
    readNothing(call);
    var request = new StartSession(call.target());
    return SessionEndpoints.answer(202, sessions.start(call.caller(), call.project(), request));
  }

  private Answer stop(Call call) {
    var request = new StopSession(call.target(), ApiJson.readStopReason(call.body()));
    return SessionEndpoints.answer(202, sessions.stop(call.caller(), call.project(), request));
  }

  private Answer restart(Call call) {
    readNothing(call);
    Restarted restarted =
        sessions.restart(call.caller(), call.project(), RestartSession.of(call.target()));
    return Answer.json(202, JsonWriter.write(json -> write(json, restarted)))
        .with("ETag", SessionEndpoints.tag(restarted.session()));
  }

  private Answer forget(Call call) {
    readNothing(call);
    var request = new ForgetSession(call.target());
    Session before = sessions.forget(call.caller(), call.project(), request);
    return Answer.json(200, ApiJson.write(before));
  }

  private Answer restartAgents(Call call) {
    readNothing(call);
    RestartedAgents restarted =
        sessions.restartAgents(
            call.caller(), call.project(), call.query().text("cursor").map(ApiJson::readCursor));
    return Answer.json(
        202,
        JsonWriter.write(
            json -> {
              json.objects("items", restarted.sessions(), LifecycleEndpoints::write);
              ApiJson.writeNext(json, restarted.next());
            }));
  }

  private Answer interrupt(Call call) {
    List<WorkerId> interrupted =
        live.interrupt(
            call.caller(), call.project(), call.session(), ApiJson.readInterrupt(call.body()));
    return Answer.json(
        200,
        JsonWriter.write(
            json ->
                json.flag("interrupted", !interrupted.isEmpty())
                    .texts("workers", interrupted.stream().map(WorkerId::value).toList())));
  }

  private Answer heartbeat(Call call) {
    readNothing(call);
    live.heartbeat(call.caller(), call.project(), call.session());
    return Answer.empty(204);
  }

  static void readNothing(Call call) {
    if (call.body().length > 0) {
      JsonObject.read(call.body(), nothing -> true);
    }
  }

  private static void write(JsonWriter json, Restarted restarted) {
    json.text("session", restarted.session().id())
        .text("slug", restarted.session().identity().slug())
        .text("phase", restarted.session().state().phase())
        .object(
            "problem",
            restarted.refused().map(Problems::of),
            (each, problem) -> problem.write(each))
        .objects("workers", restarted.workers(), LifecycleEndpoints::write);
  }

  private static void write(JsonWriter json, WorkerRestart restart) {
    json.text("id", restart.worker())
        .text("name", restart.name())
        .number("epoch", restart.epoch())
        .text("refused", restart.refused());
  }
}
