package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.SessionChange.WorkerMoved;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.testkit.Mutation;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerState;
import dev.agentsessions.workspace.Environments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a run ends: processes first, then the environment, then the state. */
class EndTest {
  private final World world = new World();
  private final List<String> seen = new ArrayList<>();
  private final TestHost host = TestHost.in(world, watched());

  @Test
  @DisplayName("L-07 every process ends and is released before the environment goes")
  void processesEndBeforeTheEnvironmentGoes() {
    world.runtime.processes().stopTakes(2);
    Session active = host.settle(create("watched", Requests.SHELL, Requests.AGENT).id());

    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    seen.clear();
    Session stopped = host.settle(active.id());

    assertThat(seen.stream().distinct())
        .containsExactly(
            "TERMINATING, 2 running", "TERMINATING, 2 ended, not released", "TERMINATING, none");
    assertThat(stopped.state()).isEqualTo(SessionState.STOPPED);
    assertThat(
            world.runtime.mutations().stream()
                .map(Mutation::what)
                .map(what -> what.replaceAll(" .*", "")))
        .containsExactly("adopt", "start", "start", "stop", "stop", "release", "release");
  }

  @Test
  @DisplayName("L-07 a process is asked to end once, however often it is looked at")
  void aProcessIsAskedOnce() {
    world.runtime.processes().stopTakes(20);
    Session active = host.settle(create("watched", Requests.SHELL).id());

    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    host.settle(active.id());

    assertThat(world.runtime.mutations())
        .filteredOn(done -> done.what().startsWith("stop"))
        .hasSize(1);
  }

  @Test
  @DisplayName("L-07 a directory that somebody removed does not hide the processes in it")
  void aLostDirectoryDoesNotHideItsProcesses() {
    Session active = host.settle(create(World.LOCAL, Requests.SHELL).id());

    world.environments.lose(active.id(), new Reason("DirectoryLost"), "it was removed");
    Session failed = host.settle(active.id());

    assertThat(failed.state()).isEqualTo(SessionState.FAILED);
    assertThat(failed.status().failure()).contains("it was removed");
    assertThat(world.runtime.processes().kept()).isEmpty();
    assertThat(world.changes(active.id()))
        .as("W-09 its exit is told once, and it is never told as lost before")
        .filteredOn(WorkerMoved.class::isInstance)
        .extracting(change -> ((WorkerMoved) change).state())
        .containsExactly(WorkerState.RUNNING, WorkerState.STOPPED);
  }

  @ParameterizedTest
  @EnumSource(value = Target.class, names = "CLEANED", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("L-11 a run that its runtime says is over ends its session, with that reason")
  void aRunThatIsOverEndsItsSession(Target target) {
    world.remote.pendingTakes(0);
    Session active = host.settle(create(World.REMOTE, Requests.SHELL).id());
    var ending = new Ending(target, new Reason("Scripted"), Optional.of("a test says so"));

    world.remote.finish(active.id(), ending);
    Session rests = host.settle(active.id());

    assertThat(rests.state().name()).isEqualTo(target.name());
    assertThat(rests.status().reason()).contains(ending.reason());
    assertThat(rests.status().message()).contains("a test says so");
    assertThat(world.remote.existing()).isEmpty();
  }

  @Test
  @DisplayName("L-11 a run that is over before anybody saw it run ends its session as well")
  void aRunThatWasOverAtOnceEndsItsSession() {
    Session spawning = create(World.REMOTE, Requests.SHELL);
    host.run(spawning.id());

    world.remote.finish(spawning.id(), Ending.of(Target.COMPLETED, Reason.RUN_FINISHED));
    Session rests = host.settle(spawning.id());

    assertThat(rests.state()).isEqualTo(SessionState.COMPLETED);
    assertThat(rests.status().reason()).contains(Reason.RUN_FINISHED);
  }

  @ParameterizedTest(name = "L-07 {0}")
  @DisplayName("L-07 at rest no condition says that something runs")
  @ValueSource(strings = {World.LOCAL, World.REMOTE})
  void atRestNothingIsSaidToRun(String runtime) {
    Session active = host.settle(create(runtime, Requests.SHELL).id());
    assertThat(active.status().conditions().isTrue(Condition.WORKERS_RUNNING)).isTrue();

    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    Session stopped = host.settle(active.id());

    assertThat(stopped.status().conditions().list())
        .extracting(Condition::status)
        .hasSize(2)
        .containsOnly(Status.FALSE);
  }

  @Test
  @DisplayName("L-07 a worker that never started is stopped, one nobody saw end is lost")
  void whatNobodySawIsSaidSo() {
    world.remote.pendingTakes(0);
    Session active = host.settle(create(World.REMOTE, Requests.SHELL).id());
    world.remote.pendingTakes(1_000_000);
    world.remote.move(active.id());
    Session waiting = create(World.REMOTE, Requests.SHELL);
    host.run(waiting.id());

    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    host.sessions().stop(ANN, DEFAULT, Requests.stop(waiting));

    assertThat(host.settle(active.id()).workers())
        .extracting(EndTest::state)
        .containsExactly(WorkerState.LOST);
    assertThat(host.settle(waiting.id()).workers())
        .extracting(EndTest::state)
        .containsExactly(WorkerState.STOPPED);
    assertThat(world.runtime.processes().kept()).isEmpty();
  }

  @Test
  @DisplayName("L-06 passes over a session at rest change nothing")
  void passesAtRestChangeNothing() {
    Session stopped = new SessionsInStates(world, host).in(SessionState.STOPPED);
    int done = world.runtime.mutations().size() + world.environments.mutations().size();

    for (int times = 0; times < 10; times++) {
      assertThat(host.pass(stopped.id())).isEqualTo(NextLook.NEVER);
    }

    assertThat(world.read(stopped.id())).isEqualTo(stopped);
    assertThat(world.runtime.mutations().size() + world.environments.mutations().size())
        .isEqualTo(done);
  }

  @Test
  @DisplayName("L-06 a stopped session keeps its output, a deleted one does not")
  void outputGoesWithTheSession() {
    Session active = host.settle(create(World.LOCAL, Requests.SHELL).id());
    world.runtime.processes().print(Requests.ref(active, 0), "hello");
    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    host.settle(active.id());
    assertThat(world.output.bounds(Requests.ref(active, 0)).end()).isEqualTo(5);

    host.sessions().delete(ANN, DEFAULT, Requests.delete(active));
    host.settleGone(active.id());

    assertThat(world.output.bounds(Requests.ref(active, 0))).isEqualTo(OutputBounds.NOTHING);
  }

  /** A runtime whose environments note what is there each time they are asked. */
  private Module watched() {
    return binder ->
        MapBinder.newMapBinder(binder, String.class, SessionRuntime.class)
            .addBinding("watched")
            .toInstance(
                new SessionRuntime(
                    Interruptible.port(Environments.class, world.environments, this::note),
                    world.runtime,
                    Optional.empty()));
  }

  private void note() {
    List<FakeProcess> kept = world.runtime.processes().kept();
    long running = kept.stream().filter(FakeProcess::isRunning).count();
    String processes =
        kept.isEmpty()
            ? "none"
            : running > 0 ? running + " running" : kept.size() + " ended, not released";
    world.all().forEach(session -> seen.add(session.state() + ", " + processes));
  }

  private Session create(String runtime, NewWorker... workers) {
    SessionSpec plain = Requests.quick().spec();
    var spec =
        new SessionSpec(
            plain.kind(),
            runtime,
            plain.agent(),
            plain.run(),
            plain.environment(),
            plain.subject());
    return host.sessions().create(ANN, DEFAULT, CreateSession.of(spec).with(workers));
  }

  private static WorkerState state(Worker worker) {
    return worker.observed().state();
  }
}
