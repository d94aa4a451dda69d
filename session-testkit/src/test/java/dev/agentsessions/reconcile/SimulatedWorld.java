package dev.agentsessions.reconcile;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.agent.ConfiguredAgents;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.operation.DirectSessions;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.project.Projects;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.testkit.FakeClock;
import dev.agentsessions.testkit.FakeEnvironments;
import dev.agentsessions.testkit.FakeRemoteEnvironments;
import dev.agentsessions.testkit.FakeTicker;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.testkit.FakeWorkspaceCheck;
import dev.agentsessions.testkit.SequentialIds;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.Runtimes;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.workspace.Environments;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Two hosts, one store and one runtime on one thread, with whatever can go wrong between any two
 * calls: a host is killed, or frozen while the world goes on, a port cannot be reached, an answer
 * is lost. The seed decides everything.
 */
final class SimulatedWorld {
  static final AgentId AGENT = new AgentId("agent");
  static final Path DIRECTORY = Path.of("/work");
  private static final NodeId NODE = new NodeId("node");
  private static final int TRACE = 400;
  private static final ReconcilerConfig CONFIG =
      new ReconcilerConfig(
          Duration.ofHours(24),
          Duration.ofSeconds(10),
          Duration.ofMillis(200),
          5,
          Duration.ofMinutes(10),
          1);

  final Random random;
  final FakeClock clock = FakeClock.atNoon();
  final FakeTicker ticker = new FakeTicker();
  final FakeWorkerRuntime runtime = new FakeWorkerRuntime();
  final Optional<FakeRemoteEnvironments> remote;
  final Optional<FakeEnvironments> local;
  final SessionStore store;
  final EventJournal journal;
  final MessageStore messages;
  final DirectSessions calls;
  final Sessions sessions;
  final SimulatedTalk talk = new SimulatedTalk();
  final List<SessionId> created = new ArrayList<>();
  final Set<SessionId> cleaned = new HashSet<>();
  private final Hosts hosts;
  private final Projects projects;
  private final Map<HostId, SimulatedHost> running = new HashMap<>();
  private final List<String> trace = new ArrayList<>();
  private boolean quiet;
  private boolean frozen;

  SimulatedWorld(long seed, boolean far) {
    random = new Random(seed);
    remote = far ? Optional.of(new FakeRemoteEnvironments(runtime)) : Optional.empty();
    local = far ? Optional.empty() : Optional.of(new FakeEnvironments());
    Injector stores =
        Guice.createInjector(
            new InMemoryStoreModule(),
            binder -> {
              binder.bind(InstantSource.class).toInstance(clock);
              binder.bind(Ticker.class).toInstance(ticker);
              binder.bind(IdGenerator.class).toInstance(new SequentialIds());
            });
    store = stores.getInstance(SessionStore.class);
    journal = stores.getInstance(EventJournal.class);
    messages = stores.getInstance(MessageStore.class);
    hosts = stores.getInstance(Hosts.class);
    projects = stores.getInstance(Projects.class);
    var workspaces = new FakeWorkspaceCheck();
    workspaces.addDirectory(DIRECTORY);
    calls =
        DirectSessions.over(
            store,
            messages,
            stores.getInstance(ReportStore.class),
            projects,
            agents(),
            workspaces,
            NODE,
            new SequentialIds(),
            clock);
    sessions = calls.sessions();
    runtime.processes().install("", talk.listener());
    runtime.processes().install("agent", talk.listener());
    runtime.processes().stopTakes(random.nextInt(3));
    restart(new HostId("a"));
    restart(new HostId("b"));
  }

  List<HostId> hostIds() {
    return List.of(new HostId("a"), new HostId("b"));
  }

  /** Lets a host act; it may be killed on the way, and is then started again. */
  void run(HostId id, Consumer<SimulatedHost> action) {
    try {
      action.accept(running.get(id));
    } catch (SimulatedCrash crash) {
      note("host %s is killed".formatted(id));
      restart(id);
    } catch (SessionException expected) {
      note("host %s: %s".formatted(id, expected.getMessage()));
    }
  }

  void restart(HostId id) {
    var host =
        new SimulatedHost(
            new HostConfig(id, NODE, HostConfig.DEFAULT_TTL), ports(id), CONFIG, clock, ticker);
    running.put(id, host);
    boolean before = quiet;
    quiet = true; // whoever starts a program waits until it has started
    host.join();
    quiet = before;
  }

  void advance(Duration by) {
    clock.advance(by);
    ticker.advance(by);
    remote.ifPresent(FakeRemoteEnvironments::tick);
    runtime.processes().tick();
  }

  /** From now on nothing goes wrong. */
  void becomeQuiet() {
    quiet = true;
    runtime.setAvailable(true);
    runtime.refuse(0);
    runtime
        .processes()
        .running()
        .forEach(process -> runtime.processes().seems(process.worker(), Activity.IDLE));
    remote.ifPresent(
        environments -> {
          environments.setAvailable(true);
          environments.refuse(0);
        });
    local.ifPresent(
        environments -> {
          environments.setAvailable(true);
          environments.refuse(0);
          created.forEach(environments::repair);
        });
  }

  void note(String what) {
    if (trace.size() == TRACE) {
      trace.remove(0);
    }
    trace.add(what);
  }

  String trace() {
    return String.join("\n", trace);
  }

  Set<SessionId> environments() {
    return remote
        .map(FakeRemoteEnvironments::existing)
        .or(() -> local.map(FakeEnvironments::existing))
        .orElseThrow();
  }

  /** Between two calls of a host: nothing, a kill, a fault, or a freeze while the others go on. */
  private void interrupt(HostId id) {
    if (quiet) {
      return;
    }
    switch (random.nextInt(200)) {
      case 0 -> throw new SimulatedCrash();
      case 1, 2, 3 -> freeze(id);
      default -> {}
    }
  }

  /** The same, and the port may be away, or its answer lost. */
  private void disturb(HostId id) {
    interrupt(id);
    if (quiet) {
      return;
    }
    switch (random.nextInt(200)) {
      case 0 -> throw new SessionException.Unavailable("it is away", null);
      case 1 -> throw new SessionException.OutcomeUnknown("the answer was lost", null);
      default -> {}
    }
  }

  private void freeze(HostId id) {
    if (frozen) {
      return;
    }
    frozen = true;
    note("host %s is frozen".formatted(id));
    HostId other = hostIds().get(0).equals(id) ? hostIds().get(1) : hostIds().get(0);
    int steps = random.nextInt(30);
    for (int i = 0; i < steps; i++) {
      SimulationStep.take(this, List.of(other));
    }
    note("host %s goes on".formatted(id));
    frozen = false;
  }

  private SimulatedHost.Ports ports(HostId id) {
    Runnable disturbance = () -> disturb(id);
    Environments environments = remote.<Environments>map(far -> far).or(() -> local).orElseThrow();
    var runtimes =
        new Runtimes(
            Map.of(
                SessionSpec.LOCAL,
                new SessionRuntime(
                    Interruptible.port(Environments.class, environments, disturbance),
                    Interruptible.port(WorkerRuntime.class, runtime, disturbance),
                    Optional.empty())));
    return new SimulatedHost.Ports(
        Interruptible.port(SessionStore.class, store, disturbance),
        Interruptible.port(MessageStore.class, messages, disturbance),
        Interruptible.port(Hosts.class, hosts, disturbance),
        projects,
        runtimes,
        Interruptible.port(OutputSink.class, new InMemoryOutputLog(), () -> interrupt(id)),
        agents(),
        Set.of(session -> cleaned.add(session.id())));
  }

  private static ConfiguredAgents agents() {
    return new ConfiguredAgents(List.of(new Agent(AGENT, "Agent", List.of("agent"))));
  }
}
