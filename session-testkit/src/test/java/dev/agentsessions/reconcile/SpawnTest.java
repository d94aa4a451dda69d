package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.host.ApiAddress;
import dev.agentsessions.host.HostId;
import dev.agentsessions.identity.TokenCheck;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.testkit.FakeProgram;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerState;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpawnTest {
  private static final Reason NO_SPACE = new Reason("NoSpace");
  private final World world = new World();
  private final TestHost host = TestHost.in(world);

  @Test
  @DisplayName("L-11 a session is ACTIVE once every worker was tried, each with one process")
  void aSessionIsActiveOnceEveryWorkerWasTried() {
    Session created = create(Requests.quick(Requests.SHELL, Requests.AGENT, Requests.SHELL));

    Session active = host.settle(created.id());

    assertThat(active.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(active.workers())
        .extracting(worker -> worker.observed().state())
        .containsOnly(WorkerState.RUNNING);
    assertThat(world.runtime.processes().running())
        .extracting(process -> process.launch().worker())
        .containsExactlyElementsOf(created.workers().stream().map(Worker::id).toList());
    assertThat(active.status().run().startedAt()).contains(world.clock.instant());
    assertThat(active.status().run().observedGeneration()).isEqualTo(1);
    assertThat(active.ownership().isOwnedBy(new HostId("main"))).isTrue();
  }

  @Test
  @DisplayName("L-11 it is not ACTIVE while a worker was not tried yet")
  void itIsNotActiveWhileAWorkerWasNotTried() {
    Session created = create(Requests.quick(Requests.SHELL, Requests.SHELL));

    while (world.read(created.id()).state() != SessionState.ACTIVE) {
      host.pass(created.id());
      Session now = world.read(created.id());
      if (now.workers().stream().anyMatch(worker -> !worker.wasTried())) {
        assertThat(now.state()).isNotEqualTo(SessionState.ACTIVE);
      }
    }

    assertThat(world.runtime.processes().running()).hasSize(2);
  }

  @Test
  @DisplayName("L-11 a session of which no worker was asked for is ACTIVE without one")
  void withoutWorkersItIsActive() {
    Session active = host.settle(create(Requests.quick()).id());

    assertThat(active.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(active.status().conditions().find(Condition.WORKERS_RUNNING)).isEmpty();
  }

  @Test
  @DisplayName("W-02 a process is started with command, size and environment, system names ours")
  void aProcessIsStartedAsAsked() {
    CreateSession plain = Requests.quick();
    NewWorker htop =
        new NewWorker(
            new TerminalWorker(List.of("htop", "-d")), Optional.empty(), new WindowSize(80, 24));
    var spec =
        new SessionSpec(
            plain.spec().kind(),
            plain.spec().runtime(),
            plain.spec().agent(),
            plain.spec().run(),
            Map.of(
                "MINE",
                "1",
                "SESSION_ID",
                "forged",
                "SESSION_API_URL",
                "forged",
                "SESSION_TOKEN_FILE",
                "forged"),
            Optional.empty());

    Session active = host.settle(create(CreateSession.of(spec).with(htop, Requests.AGENT)).id());

    WorkerLaunch launch = process(active, 0).launch();
    assertThat(launch.command()).containsExactly("htop", "-d");
    assertThat(launch.size()).isEqualTo(new WindowSize(80, 24));
    assertThat(launch.epoch()).isEqualTo(1);
    assertThat(launch.environment())
        .containsEntry("MINE", "1")
        .containsEntry("SESSION_ID", active.id().value())
        .containsEntry("WORKER_ID", active.workers().getFirst().id().value())
        .containsEntry("PROJECT", "default")
        .doesNotContainKeys("SESSION_API_URL", "SESSION_TOKEN_FILE");
    assertThat(launch.token()).isEmpty();
    assertThat(process(active, 1).launch().command()).containsExactly("claude");
  }

  @Test
  @DisplayName("W-02 a process learns where the API of its host is, if there is one")
  void aProcessLearnsWhereTheApiIs() {
    ApiAddress api = () -> Optional.of(URI.create("http://127.0.0.1:1/api/v1"));
    TestHost serving =
        TestHost.named(
            "serving",
            world,
            binder ->
                OptionalBinder.newOptionalBinder(binder, ApiAddress.class)
                    .setBinding()
                    .toInstance(api));

    Session active = serving.settle(create(Requests.quick(Requests.SHELL)).id());

    WorkerLaunch launch = process(active, 0).launch();
    assertThat(launch.environment()).containsEntry("SESSION_API_URL", "http://127.0.0.1:1/api/v1");
    assertThat(serving.get(TokenCheck.class).caller(launch.token().orElseThrow()))
        .hasValueSatisfying(
            caller -> assertThat(caller.worker()).contains(Requests.ref(active, 0)));
  }

  @Test
  @DisplayName("L-10 one failed spawn leaves the session ACTIVE, and the worker says why")
  void oneFailedSpawnLeavesItActive() {
    world.runtime.processes().failNextStart("nope: command not found");

    Session active = host.settle(create(Requests.quick(Requests.SHELL, Requests.SHELL)).id());

    assertThat(active.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(active.workers())
        .extracting(worker -> worker.observed().state())
        .containsExactly(WorkerState.EXITED, WorkerState.RUNNING);
    assertThat(active.workers().getFirst().observed().exit().orElseThrow().message())
        .contains("nope: command not found");
    assertThat(active.status().conditions().isTrue(Condition.WORKERS_RUNNING)).isTrue();
    assertThat(world.runtime.processes().kept()).as("the failed one is released").hasSize(1);
  }

  @Test
  @DisplayName("L-10 a worker whose agent is unknown by now fails alone")
  void aWorkerWithoutItsAgentFailsAlone() {
    Session created = create(Requests.quick(Requests.AGENT, Requests.SHELL));
    world.forgetAgents();

    Session active = host.settle(created.id());

    assertThat(active.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(active.workers().getFirst().observed().exit().orElseThrow().message())
        .contains("unknown agent claude");
    assertThat(active.workers().getLast().observed().state()).isEqualTo(WorkerState.RUNNING);
  }

  @Test
  @DisplayName("L-11 when all workers fail it is FAILED/SpawnFailed, says why and leaves nothing")
  void whenAllFailItIsFailed() {
    world.runtime.processes().failNextStart("first: not found");
    world.runtime.processes().failNextStart("second: not found");

    Session failed = host.settle(create(Requests.quick(Requests.SHELL, Requests.SHELL)).id());

    assertThat(failed.state()).isEqualTo(SessionState.FAILED);
    assertThat(failed.status().reason()).contains(Reason.SPAWN_FAILED);
    assertThat(failed.status().message().orElseThrow())
        .contains("Terminal 1")
        .contains("first: not found");
    assertThat(failed.ownership().owner()).isEmpty();
    assertNothingLeft();
  }

  @ParameterizedTest(name = "L-11 {0}")
  @DisplayName("L-11 an only worker that ends at once with an error is a failed spawn")
  @ValueSource(ints = {1, 126, 127, 255})
  void anErrorAtOnceIsAFailedSpawn(int code) {
    world.runtime.processes().nextRuns(FakeProgram.exits(code));

    Session failed = host.settle(create(Requests.quick(Requests.SHELL)).id());

    assertThat(failed.state()).isEqualTo(SessionState.FAILED);
    assertThat(failed.status().message().orElseThrow()).endsWith("exit code " + code);
  }

  @Test
  @DisplayName("L-11 a worker that had done its work before anybody looked did run")
  void aWorkerThatWasQuickDidRun() {
    world.runtime.processes().nextRuns(FakeProgram.exits(0));

    Session active = host.settle(create(Requests.quick(Requests.SHELL)).id());

    assertThat(active.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(active.workers().getFirst().observed().state()).isEqualTo(WorkerState.EXITED);
    assertThat(active.status().conditions().find(Condition.WORKERS_RUNNING))
        .map(Condition::status)
        .contains(Status.FALSE);
  }

  @Test
  @DisplayName("L-11 while its environment comes up a session is Creating, and no worker is tried")
  void whileTheEnvironmentComesUpItIsCreating() {
    world.remote.pendingTakes(3);
    Session created = create(Requests.remote(Requests.SHELL));

    host.run(created.id());
    Session waiting = world.read(created.id());
    Session active = host.settle(created.id());

    assertThat(waiting.state()).isEqualTo(SessionState.SPAWNING);
    Condition pending =
        waiting.status().conditions().find(Condition.ENVIRONMENT_READY).orElseThrow();
    assertThat(pending.status()).isEqualTo(Status.FALSE);
    assertThat(pending.message()).startsWith("coming up");
    assertThat(pending.observedGeneration()).isZero();
    assertThat(active.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(active.status().conditions().isTrue(Condition.ENVIRONMENT_READY)).isTrue();
    assertThat(process(active, 0).endpoint().address()).isEqualTo("pod-1");
  }

  @Test
  @DisplayName("L-11 an environment that cannot be made fails the session with its reason")
  void anEnvironmentThatFailsFailsTheSession() {
    world.remote.failNext(NO_SPACE, "the disk is full");
    Session far = create(Requests.remote(Requests.SHELL));
    Session near = create(Requests.quick(Requests.SHELL));
    world.environments.fail(near.id(), NO_SPACE, "the disk is full");

    assertFailed(host.settle(far.id()), NO_SPACE, "the disk is full");
    assertFailed(host.settle(near.id()), NO_SPACE, "the disk is full");
    assertNothingLeft();
  }

  @Test
  @DisplayName("L-11 an environment that is lost while it spawns fails the session with its reason")
  void anEnvironmentThatIsLostFailsTheSession() {
    Session created = create(Requests.remote(Requests.SHELL, Requests.SHELL));
    while (world.runtime.processes().running().isEmpty()) {
      host.pass(created.id());
    }

    world.remote.lose(created.id(), new Reason("NodeLost"), "the node is gone");

    assertFailed(host.settle(created.id()), new Reason("NodeLost"), "the node is gone");
    assertNothingLeft();
  }

  @Test
  @DisplayName("S-01 without its runtime a session is FAILED/SpawnFailed with that reason")
  void withoutARuntimeItIsFailed() {
    Session created = create(inRuntime("kubernetes"));

    Session failed = host.settle(created.id());

    assertFailed(failed, Reason.SPAWN_FAILED, "no runtime kubernetes on this host");
    host.sessions().start(ANN, DEFAULT, Requests.start(failed));
    assertFailed(
        host.settle(failed.id()), Reason.SPAWN_FAILED, "no runtime kubernetes on this host");
    host.sessions().delete(ANN, DEFAULT, Requests.delete(failed));
    host.settleGone(failed.id());
  }

  private Session create(CreateSession request) {
    return host.sessions().create(ANN, DEFAULT, request);
  }

  private static CreateSession inRuntime(String runtime) {
    SessionSpec plain = Requests.quick().spec();
    return CreateSession.of(
            new SessionSpec(
                plain.kind(),
                runtime,
                plain.agent(),
                plain.run(),
                plain.environment(),
                plain.subject()))
        .with(Requests.SHELL);
  }

  private FakeProcess process(Session session, int worker) {
    return world.runtime.processes().find(Requests.ref(session, worker)).orElseThrow();
  }

  private static void assertFailed(Session session, Reason reason, String message) {
    assertThat(session.state()).isEqualTo(SessionState.FAILED);
    assertThat(session.status().reason()).contains(reason);
    assertThat(session.status().message()).contains(message);
    assertThat(session.ownership().owner()).isEmpty();
  }

  private void assertNothingLeft() {
    assertThat(world.runtime.processes().kept()).isEmpty();
    assertThat(world.environments.existing()).isEmpty();
    assertThat(world.remote.existing()).isEmpty();
  }
}
