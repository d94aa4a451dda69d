package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Endpoint.Home;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.operation.ActivityReports;
import dev.agentsessions.operation.AddWorker;
import dev.agentsessions.operation.DeleteWorker;
import dev.agentsessions.operation.LiveCalls;
import dev.agentsessions.operation.LiveCalls.Mode;
import dev.agentsessions.operation.RestartWorker;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.List;

/** Workers, what is typed into them and what they printed (W-01, W-06, O-03). */
final class WorkerEndpoints {
  static final String WORKERS = SessionEndpoints.SESSION + "/workers";
  static final String WORKER = WORKERS + "/{worker}";
  static final String TERMINAL = WORKER + "/terminal";
  private static final String SETUP = SessionEndpoints.SESSION + "/setup/output";

  private final Sessions sessions;
  private final LiveCalls live;
  private final ActivityReports activities;
  private final TerminalDoor terminal;

  @Inject
  WorkerEndpoints(
      Sessions sessions, LiveCalls live, ActivityReports activities, TerminalDoor terminal) {
    this.sessions = requireNonNull(sessions, "sessions");
    this.live = requireNonNull(live, "live");
    this.activities = requireNonNull(activities, "activities");
    this.terminal = requireNonNull(terminal, "terminal");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                WORKERS,
                "listWorkers",
                "A session's workers, by creation time",
                Gives.json(200, "WorkerList"),
                this::list)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.POST,
                WORKERS,
                "createWorker",
                "Adds a worker to a running session",
                Gives.json(201, "Worker", "Location"),
                this::create)
            .needs(Access.EDIT)
            .takes(Takes.json("NewWorker"))
            .mayAnswer(
                ProblemType.NOT_FOUND,
                ProblemType.WRONG_PHASE,
                ProblemType.ALREADY_EXISTS,
                ProblemType.STALE),
        Endpoint.of(
                Method.GET, WORKER, "getWorker", "One worker", Gives.json(200, "Worker"), this::get)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.DELETE,
                WORKER,
                "deleteWorker",
                "Wants a worker gone, with its processes and its output",
                Gives.nothing(),
                this::delete)
            .needs(Access.EDIT)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.STALE),
        Endpoint.of(
                Method.POST,
                WORKER + "/restart",
                "restartWorker",
                "Wants a worker's process ended and another one started",
                Gives.json(202, "Worker"),
                this::restart)
            .needs(Access.EDIT)
            .takes(Takes.optionalJson("WorkerRestart"))
            .mayAnswer(
                ProblemType.NOT_FOUND,
                ProblemType.WRONG_PHASE,
                ProblemType.STALE,
                ProblemType.UNSATISFIED),
        Endpoint.of(
                Method.POST,
                WORKER + "/input",
                "typeInput",
                "Types bytes into a worker's terminal",
                Gives.nothing(),
                this::type)
            .needs(Access.EDIT)
            .takes(Takes.bytes())
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE, ProblemType.LIMIT_REACHED)
            .at(Home.HOST),
        Endpoint.of(
                Method.PUT,
                WORKER + "/activity",
                "reportActivity",
                "A worker says what it does; by its own token",
                Gives.nothing(),
                this::report)
            .needs(Access.EDIT)
            .takes(Takes.json("ActivityReport"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE, ProblemType.STALE),
        Endpoint.of(
                Method.GET,
                WORKER + "/output",
                "readOutput",
                "What a worker printed: from an offset, before one, or the last of it",
                WorkerOutput.GIVES,
                this::output)
            .needs(Access.VIEW)
            .asks(WorkerOutput.PARAMETERS)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.GONE)
            .at(Home.WORKSPACE),
        Endpoint.of(
                Method.GET,
                SETUP,
                "readSetupOutput",
                "What its repository's set-up and clean-up commands printed, an epoch each",
                WorkerOutput.GIVES,
                this::setup)
            .needs(Access.VIEW)
            .asks(WorkerOutput.PARAMETERS)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.GONE)
            .at(Home.WORKSPACE),
        Endpoint.of(
                Method.GET,
                TERMINAL,
                "joinTerminal",
                "A WebSocket, subprotocol " + TerminalDoor.PROTOCOL,
                Gives.upgrade(),
                terminal)
            .needs(Access.VIEW)
            .asks(TerminalOpening.PARAMETERS)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.UPGRADE_REQUIRED)
            .at(Home.WORKSPACE));
  }

  private Answer list(Call call) {
    Session session = sessions.get(call.caller(), call.project(), call.session());
    return Answer.json(200, ApiJson.writeWorkers(session.workers()));
  }

  private Answer create(Call call) {
    var request = new AddWorker(call.target(), ApiJson.readNewWorker(call.body()));
    Session session = sessions.addWorker(call.caller(), call.project(), request);
    Worker worker = session.workers().getLast();
    return Answer.json(201, ApiJson.write(worker))
        .with("Location", SessionEndpoints.path(session) + "/workers/" + worker.id());
  }

  private Answer get(Call call) {
    Session session = sessions.get(call.caller(), call.project(), call.session());
    return answer(200, session, call.worker());
  }

  private Answer delete(Call call) {
    var request = new DeleteWorker(call.target(), call.worker());
    sessions.deleteWorker(call.caller(), call.project(), request);
    return Answer.empty(204);
  }

  private Answer restart(Call call) {
    RestartWorker request = ApiJson.readRestart(call.body(), call.target(), call.worker());
    Session session = sessions.restartWorker(call.caller(), call.project(), request);
    return answer(202, session, call.worker());
  }

  private static Answer answer(int status, Session session, WorkerId id) {
    Worker worker =
        session.worker(id).orElseThrow(() -> new SessionException.NotFound("worker " + id));
    return Answer.json(status, ApiJson.write(worker));
  }

  private Answer type(Call call) {
    live.attach(call.caller(), call.project(), call.session(), call.worker(), Mode.WRITE)
        .input(ByteBuffer.wrap(call.body()));
    return Answer.empty(204);
  }

  private Answer report(Call call) {
    Activity activity = ApiJson.readActivity(call.body());
    activities.report(call.caller(), call.project(), call.session(), call.worker(), activity);
    return Answer.empty(204);
  }

  private Answer output(Call call) {
    return WorkerOutput.answer(
        live.attach(call.caller(), call.project(), call.session(), call.worker(), Mode.READ),
        call.query());
  }

  private Answer setup(Call call) {
    return WorkerOutput.answer(
        live.setup(call.caller(), call.project(), call.session()), call.query());
  }
}
