package dev.agentsessions.http;

import static dev.agentsessions.worker.Endpoint.LOCAL;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Fence;
import dev.agentsessions.json.RuntimeJson;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.workspace.WorkspaceContents;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The calls of a {@link WorkerRuntime} and of {@link WorkspaceContents}, for the host that owns the
 * session (K-08). Each carries the session's fence; but for the one that only asks what is known,
 * which an operator makes. Only a content service has them.
 */
final class RuntimeEndpoints {
  private static final String RUNTIME = SessionEndpoints.SESSION + "/runtime";
  private static final String WORKER = RUNTIME + "/workers/{worker}";
  private static final Parameter FENCE =
      Parameter.number("fence", "of the owner; one below the highest ever seen is refused");

  private static final Parameter ENDS =
      Parameter.number("ends", "that were told: waits while there is no other");
  private static final Parameter WAIT =
      Parameter.number("wait", "the longest, in milliseconds, 1..30000, which it is unless said");
  private static final long MAX_WAIT = 30_000;

  /** Commands and variables of a process. */
  private static final int MAX_LAUNCH = 8 << 20;

  private final Sessions sessions;
  private final WorkerRuntime runtime;
  private final WorkspaceContents contents;
  private final ProcessEnds ends;

  @Inject
  RuntimeEndpoints(
      Sessions sessions, WorkerRuntime runtime, WorkspaceContents contents, ProcessEnds ends) {
    this.sessions = requireNonNull(sessions, "sessions");
    this.runtime = requireNonNull(runtime, "runtime");
    this.contents = requireNonNull(contents, "contents");
    this.ends = requireNonNull(ends, "ends");
  }

  List<Endpoint> all() {
    Endpoint provided =
        Endpoint.of(
            Method.GET,
            RUNTIME + "/workspace",
            "getProvidedWorkspace",
            "How far that was which the owner wanted when it looked last",
            Gives.json(200, "Any"),
            this::provided);
    return Stream.concat(ofOwner(), Stream.of(provided))
        .map(endpoint -> endpoint.needs(Access.EDIT))
        .toList();
  }

  private Stream<Endpoint> ofOwner() {
    return Stream.of(
            Endpoint.of(
                    Method.PUT,
                    RUNTIME + "/workspace",
                    "provideWorkspace",
                    "What the session's workspace shall have, and how far that is",
                    Gives.json(200, "Any"),
                    this::provide)
                .takes(Takes.json("Any")),
            Endpoint.of(
                    Method.PUT,
                    RUNTIME + "/repositories",
                    "tellRepositories",
                    "What holds for the session's repositories, of which it makes none",
                    Gives.nothing(),
                    this::tell)
                .takes(Takes.json("Any")),
            Endpoint.of(
                    Method.PUT,
                    RUNTIME + "/push",
                    "pushAtRest",
                    "Pushes what is new in these repositories, and tells how far that is",
                    Gives.json(200, "Any"),
                    this::push)
                .takes(Takes.json("Any")),
            post(RUNTIME + "/adopt", "adoptWorkers", Gives.json(200, "Any"), this::adopt),
            Endpoint.of(
                    Method.GET,
                    RUNTIME + "/workers",
                    "observeWorkers",
                    "Every process of the session that was not released, at the next end at latest",
                    Gives.json(200, "Any"),
                    this::observe)
                .asks(List.of(FENCE, ENDS, WAIT)),
            post(WORKER + "/start", "startWorker", Gives.json(200, "Any"), this::start)
                .takes(Takes.json("Any").upTo(MAX_LAUNCH)),
            post(WORKER + "/stop", "stopWorker", Gives.nothing(), this::stop),
            post(WORKER + "/signal", "signalWorker", Gives.json(200, "Any"), this::signal)
                .takes(Takes.json("Any")),
            post(WORKER + "/resize", "resizeWorker", Gives.nothing(), this::resize)
                .takes(Takes.json("Any")),
            post(WORKER + "/input", "typeToWorker", Gives.nothing(), this::input)
                .asks(List.of(FENCE, Parameter.number("id", "of what is typed once; 0: each time")))
                .takes(Takes.bytes()),
            post(RUNTIME + "/forget", "forgetOtherWorkers", Gives.nothing(), this::forget)
                .takes(Takes.json("Any")),
            post(WORKER + "/release", "releaseWorker", Gives.nothing(), this::release)
                .asks(List.of(FENCE, Parameter.number("epoch", "of the process that ended"))))
        .map(endpoint -> endpoint.query().isEmpty() ? endpoint.asks(List.of(FENCE)) : endpoint);
  }

  private static Endpoint post(String path, String operation, Gives gives, Handler handler) {
    return Endpoint.of(
        Method.POST, path, operation, "As the port WorkerRuntime says", gives, handler);
  }

  private Answer provide(Call call) {
    return Answer.json(
        200, RuntimeJson.write(contents.provide(place(call), RuntimeJson.readWanted(call.body()))));
  }

  private Answer provided(Call call) {
    return Answer.json(200, RuntimeJson.write(session(call).provision()));
  }

  private Answer tell(Call call) {
    contents.tell(place(call), RuntimeJson.readKnownRepositories(call.body()));
    return Answer.empty(204);
  }

  private Answer push(Call call) {
    return Answer.json(
        200,
        RuntimeJson.write(
            contents.push(place(call), RuntimeJson.readKnownRepositories(call.body()))));
  }

  private Answer adopt(Call call) {
    long before = ends.count();
    return Answer.json(200, RuntimeJson.write(runtime.adopt(place(call)), before));
  }

  private Answer observe(Call call) {
    OptionalLong told = call.query().number("ends");
    if (told.isPresent()) {
      awaitOther(told.getAsLong(), call.query().number("wait").orElse(MAX_WAIT));
    }
    long before = ends.count();
    return Answer.json(200, RuntimeJson.write(runtime.observe(place(call)), before));
  }

  private void awaitOther(long told, long millis) {
    Invalid.check(millis >= 1 && millis <= MAX_WAIT, "wait", "must be within 1..30000");
    try {
      ends.await(told, Duration.ofMillis(millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server ends, and what is so is told
    }
  }

  private Answer start(Call call) {
    Place place = place(call);
    var launch = RuntimeJson.readLaunch(call.worker(), call.body());
    long before = ends.count();
    return Answer.json(200, RuntimeJson.write(runtime.start(place, launch), before));
  }

  private Answer stop(Call call) {
    runtime.stop(place(call), call.worker());
    return Answer.empty(204);
  }

  private Answer signal(Call call) {
    boolean signalled =
        runtime.signal(place(call), call.worker(), RuntimeJson.readSignal(call.body()));
    return Answer.json(200, RuntimeJson.writeSignalled(signalled));
  }

  private Answer resize(Call call) {
    runtime.resize(place(call), call.worker(), RuntimeJson.readSize(call.body()));
    return Answer.empty(204);
  }

  private Answer input(Call call) {
    long id = call.query().number("id").orElse(WorkerRuntime.UNNUMBERED);
    runtime.input(place(call), call.worker(), id, ByteBuffer.wrap(call.body()));
    return Answer.empty(204);
  }

  private Answer forget(Call call) {
    runtime.forgetOthers(place(call), RuntimeJson.readKnown(call.body()));
    return Answer.empty(204);
  }

  private Answer release(Call call) {
    runtime.release(place(call), call.worker(), needed(call, "epoch"));
    return Answer.empty(204);
  }

  private Place place(Call call) {
    Session session = session(call);
    String directory = session.status().run().directory().orElseThrow();
    return new Place(
        session.id(),
        new dev.agentsessions.worker.Endpoint(LOCAL, directory),
        new Fence(needed(call, "fence")));
  }

  private Session session(Call call) {
    return sessions.get(call.caller(), call.project(), call.session());
  }

  private static long needed(Call call, String name) {
    return call.query().number(name).orElseThrow(() -> new Invalid(name, "is required"));
  }
}
