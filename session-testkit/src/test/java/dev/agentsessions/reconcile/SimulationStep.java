package dev.agentsessions.reconcile;

import dev.agentsessions.host.HostId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.operation.AddWorker;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.DeleteSession;
import dev.agentsessions.operation.DeleteWorker;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.RestartSession;
import dev.agentsessions.operation.RestartWorker;
import dev.agentsessions.operation.SendMessage;
import dev.agentsessions.operation.StartSession;
import dev.agentsessions.operation.StopSession;
import dev.agentsessions.operation.Target;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.workspace.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One random thing that happens in a simulated world. */
final class SimulationStep {
  private static final Caller CALLER = Caller.of("simulation");
  private static final Reason FAULT = new Reason("Simulated");

  private SimulationStep() {}

  static void take(SimulatedWorld world, List<HostId> hosts) {
    Random random = world.random;
    HostId host = hosts.get(random.nextInt(hosts.size()));
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> operation(world);
      case 3 -> world.run(host, SimulatedHost::keepHouse);
      case 4, 5 -> world.advance(Duration.ofMillis(random.nextInt(1500)));
      case 6, 7 -> processEvent(world);
      case 8 -> trouble(world, host);
      default -> passes(world, host);
    }
  }

  private static void trouble(SimulatedWorld world, HostId host) {
    if (world.random.nextInt(3) == 0) {
      environmentEvent(world);
    } else {
      fault(world, host);
    }
  }

  private static void passes(SimulatedWorld world, HostId host) {
    if (world.created.isEmpty()) {
      return;
    }
    SessionId session = any(world);
    int passes = 1 + world.random.nextInt(6);
    for (int i = 0; i < passes; i++) {
      world.run(host, acting -> acting.pass(session));
    }
  }

  private static void operation(SimulatedWorld world) {
    try {
      ask(world);
    } catch (SessionException refused) {
      world.note("refused: %s".formatted(refused.getMessage()));
    }
  }

  private static void ask(SimulatedWorld world) {
    ProjectId project = ProjectId.DEFAULT;
    int what = world.created.size() < 2 ? 0 : world.random.nextInt(18);
    if (what == 0) {
      create(world);
      return;
    }
    SessionId id = any(world);
    Target target = Target.of(new SessionRef.ById(id));
    world.note("operation %s on %s".formatted(what, id));
    switch (what) {
      case 1, 2, 3 -> world.sessions.stop(CALLER, project, new StopSession(target, Reason.USER));
      case 4, 5, 6, 7 -> world.sessions.start(CALLER, project, new StartSession(target));
      case 8 ->
          world.sessions.delete(
              CALLER,
              project,
              new DeleteSession(
                  target, world.random.nextBoolean() ? Retention.KEEP : Retention.DELETE));
      case 9, 10 ->
          world.sessions.addWorker(
              CALLER, project, new AddWorker(target, NewWorker.of(TerminalWorker.LOGIN_SHELL)));
      case 11 ->
          aWorker(world, id)
              .ifPresent(
                  worker ->
                      world.sessions.deleteWorker(
                          CALLER, project, new DeleteWorker(target, worker)));
      case 12 ->
          aWorker(world, id)
              .ifPresent(
                  worker ->
                      world.sessions.restartWorker(
                          CALLER, project, RestartWorker.of(target, worker)));
      case 13 -> world.sessions.restart(CALLER, project, RestartSession.of(target));
      default -> aWorker(world, id).ifPresent(worker -> say(world, target.session(), worker));
    }
  }

  private static Optional<WorkerId> aWorker(SimulatedWorld world, SessionId id) {
    return world.sessions.get(CALLER, ProjectId.DEFAULT, new SessionRef.ById(id)).workers().stream()
        .findFirst()
        .map(Worker::id);
  }

  private static void say(SimulatedWorld world, SessionRef session, WorkerId worker) {
    SendMessage request = SendMessage.of(session, world.talk.next()).to(worker);
    world.talk.said(world.calls.messages().send(CALLER, ProjectId.DEFAULT, request));
  }

  private static void create(SimulatedWorld world) {
    Random random = world.random;
    var run =
        new RunPolicy(
            random.nextInt(4) == 0
                ? Optional.of(Duration.ofSeconds(1 + random.nextInt(20)))
                : Optional.empty(),
            random.nextInt(4) == 0
                ? Optional.of(Duration.ofSeconds(1 + random.nextInt(20)))
                : Optional.empty(),
            true,
            random.nextBoolean());
    var spec =
        new SessionSpec(
            new QuickSession(SimulatedWorld.DIRECTORY),
            SessionSpec.LOCAL,
            AgentSettings.NONE,
            run,
            Map.of(),
            Optional.empty());
    CreateSession request = CreateSession.of(spec).with(workers(random));
    SessionId id =
        world
            .sessions
            .create(CALLER, ProjectId.DEFAULT, random.nextInt(6) == 0 ? request.resting() : request)
            .id();
    world.created.add(id);
    world.note("created %s %s".formatted(id, run));
  }

  private static NewWorker[] workers(Random random) {
    NewWorker[] workers = new NewWorker[random.nextInt(3)];
    for (int i = 0; i < workers.length; i++) {
      workers[i] =
          NewWorker.of(
              random.nextBoolean()
                  ? TerminalWorker.LOGIN_SHELL
                  : new AgentWorker(SimulatedWorld.AGENT));
    }
    return workers;
  }

  private static void processEvent(SimulatedWorld world) {
    if (world.random.nextInt(4) == 0) {
      world.runtime.processes().failNextStart("no such program");
      return;
    }
    List<FakeProcess> running = world.runtime.processes().running();
    if (running.isEmpty()) {
      return;
    }
    FakeProcess process = running.get(world.random.nextInt(running.size()));
    int what = world.random.nextInt(6);
    world.note("process event %s on %s".formatted(what, process.worker()));
    switch (what) {
      case 0 -> world.runtime.processes().exit(process.worker(), world.random.nextInt(2));
      case 1 -> world.runtime.processes().kill(process.worker(), 9);
      case 2 -> world.runtime.processes().lose(process.worker());
      case 3 -> world.runtime.processes().seems(process.worker(), Activity.ACTIVE);
      case 4 -> world.runtime.processes().seems(process.worker(), Activity.IDLE);
      default -> world.runtime.processes().print(process.worker(), "output\n");
    }
  }

  private static void environmentEvent(SimulatedWorld world) {
    List<SessionId> existing = List.copyOf(world.environments());
    if (existing.isEmpty()) {
      return;
    }
    SessionId id = existing.get(world.random.nextInt(existing.size()));
    int what = world.random.nextInt(5);
    world.note("environment event %s on %s".formatted(what, id));
    world.remote.ifPresent(
        environments -> {
          switch (what) {
            case 0 -> environments.fail(id, FAULT, "failed");
            case 1 -> environments.lose(id, FAULT, "vanished");
            case 2 -> environments.move(id);
            case 3 -> environments.finish(id, Ending.of(Ending.Target.COMPLETED, FAULT));
            default -> environments.moveWithProcesses(id);
          }
        });
    world.local.ifPresent(
        environments -> {
          switch (what) {
            case 0 -> environments.fail(id, FAULT, "failed");
            case 1 -> environments.lose(id, FAULT, "vanished");
            default -> environments.repair(id);
          }
        });
  }

  private static void fault(SimulatedWorld world, HostId host) {
    Random random = world.random;
    switch (random.nextInt(7)) {
      case 0 -> world.runtime.refuse(random.nextInt(4));
      case 1 -> world.remote.ifPresent(environments -> environments.refuse(random.nextInt(4)));
      case 2 -> world.local.ifPresent(environments -> environments.refuse(random.nextInt(4)));
      case 3 -> world.clock.advance(Duration.ofMinutes(random.nextInt(120) - 60));
      case 4 -> {
        world.note("host %s is killed while it rests".formatted(host));
        world.restart(host);
      }
      case 5 -> close(world, host);
      default -> world.runtime.processes().stopTakes(random.nextInt(4));
    }
  }

  /** A host closes, its processes with it, and starts again; perhaps it is killed on the way. */
  private static void close(SimulatedWorld world, HostId host) {
    world.note("host %s is closed".formatted(host));
    world.run(
        host,
        closing -> {
          closing.beginNothing();
          world.runtime.processes().running().stream()
              .filter(process -> closing.held().contains(process.session()))
              .forEach(process -> world.runtime.processes().stop(process.worker()));
          closing.held().forEach(closing::pass);
          closing.held().forEach(closing::pass);
        });
    world.restart(host);
  }

  private static SessionId any(SimulatedWorld world) {
    return world.created.get(world.random.nextInt(world.created.size()));
  }
}
