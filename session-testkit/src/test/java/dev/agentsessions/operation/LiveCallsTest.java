package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.operation.LiveCalls.Mode;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveCallsTest {
  private static final byte[] CTRL_C = {3};

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final LiveCalls live = host.live();
  private final SessionsInStates states = new SessionsInStates(world, host);

  @Test
  @DisplayName("S-25 an interrupt is a Ctrl+C to every agent; it says to whom, and they live")
  void anInterruptGoesToEveryAgent() {
    Session active = active(Requests.AGENT, Requests.SHELL, Requests.AGENT);

    List<WorkerId> interrupted = interrupt(active);

    assertThat(interrupted).containsExactly(worker(active, 0), worker(active, 2));
    assertThat(typed(active, 0)).isEqualTo(CTRL_C);
    assertThat(typed(active, 1)).isEmpty();
    assertThat(typed(active, 2)).isEqualTo(CTRL_C);
    assertThat(host.settle(active.id())).isEqualTo(world.read(active.id()));
    assertThat(world.runtime.processes().running()).hasSize(3);
  }

  @Test
  @DisplayName("S-25 one worker can be named, also a terminal")
  void oneWorkerCanBeNamed() {
    Session active = active(Requests.AGENT, Requests.SHELL);

    List<WorkerId> interrupted =
        live.interrupt(ANN, DEFAULT, Requests.byId(active), Optional.of(worker(active, 1)));

    assertThat(interrupted).containsExactly(worker(active, 1));
    assertThat(typed(active, 0)).isEmpty();
    assertThat(typed(active, 1)).isEqualTo(CTRL_C);
  }

  @Test
  @DisplayName("S-25 where no agent runs nothing is interrupted, and that is said")
  void whereNoAgentRunsNothingIsInterrupted() {
    Session shell = active(Requests.SHELL);
    Session ended = active(Requests.AGENT);
    world.runtime.processes().exit(Requests.ref(ended, 0), 0);
    host.settle(ended.id());

    assertThat(interrupt(shell)).isEmpty();
    assertThat(interrupt(ended)).isEmpty();
    assertThat(interrupt(states.in(SessionState.COMPLETED))).isEmpty();
    assertThat(interrupt(states.in(SessionState.CREATED))).isEmpty();
  }

  @Test
  @DisplayName("W-09 how a process ended is told, too, when the next one runs already")
  void howAnEarlierProcessEndedIsTold() {
    Session active = active(Requests.SHELL);
    WorkerId shell = worker(active, 0);
    Attachment attached = live.attach(ANN, DEFAULT, Requests.byId(active), shell, Mode.READ);
    assertThat(attached.exitOf(1)).isEmpty();

    host.sessions().restartWorker(ANN, DEFAULT, RestartWorker.of(Requests.target(active), shell));
    host.settle(active.id());

    assertThat(attached.exitOf(1)).map(WorkerExit::cause).contains(WorkerExit.Cause.MANAGED);
    assertThat(attached.exitOf(2)).isEmpty();
  }

  @Test
  @DisplayName("W-06 what is typed for a process goes to no later one, and that is said")
  void whatIsTypedForOneProcessReachesNoOther() {
    Session active = active(Requests.SHELL);
    WorkerId shell = worker(active, 0);
    Attachment joined = live.attach(ANN, DEFAULT, Requests.byId(active), shell, Mode.WRITE);
    joined.join(1, WindowSize.DEFAULT, (size, offset) -> {});
    joined.input(ByteBuffer.wrap(CTRL_C));
    assertThat(typed(active, 0)).isEqualTo(CTRL_C);

    host.sessions().restartWorker(ANN, DEFAULT, RestartWorker.of(Requests.target(active), shell));
    host.settle(active.id());

    assertThatThrownBy(() -> joined.input(ByteBuffer.wrap(CTRL_C)))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("started again");
    assertThat(typed(active, 0)).isEmpty();
    joined.join(2, WindowSize.DEFAULT, (size, offset) -> {});
    joined.input(ByteBuffer.wrap(CTRL_C));
    assertThat(typed(active, 0)).isEqualTo(CTRL_C);
  }

  @Test
  @DisplayName(
      "S-25 an agent that does not read and has a full queue is not interrupted in silence")
  void aFullQueueIsTold() {
    Session active = active(Requests.AGENT);
    world.runtime.processes().stopReading(Requests.ref(active, 0));
    live.attach(ANN, DEFAULT, Requests.byId(active), worker(active, 0), Mode.WRITE)
        .input(ByteBuffer.allocate(FakeWorkerRuntime.INPUT_CAPACITY));

    assertThatThrownBy(() -> interrupt(active)).isInstanceOf(LimitReached.class);
  }

  @Test
  @DisplayName("S-25 a session or a worker that is not there is NotFound")
  void whatIsNotThereIsNotFound() {
    Session active = active(Requests.AGENT);

    assertThatThrownBy(
            () -> live.interrupt(ANN, DEFAULT, SessionRef.parse("nobody"), Optional.empty()))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () ->
                live.interrupt(
                    ANN, DEFAULT, Requests.byId(active), Optional.of(new WorkerId("wrk-none"))))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("wrk-none");
  }

  @Test
  @DisplayName("S-26 a heartbeat is activity, noted at most every 10 s, and no version moves")
  void aHeartbeatIsActivity() {
    Session active = active(Requests.SHELL);
    world.advance(Duration.ofSeconds(1));
    Instant start = world.clock.instant();

    heartbeat(active);
    world.advance(Duration.ofSeconds(9));
    heartbeat(active);
    assertThat(lastActivity(active)).isEqualTo(start);
    world.advance(Duration.ofSeconds(1));
    heartbeat(active);

    assertThat(lastActivity(active)).isEqualTo(world.clock.instant());
    assertThat(world.read(active.id()).revision()).isEqualTo(active.revision());
  }

  @Test
  @DisplayName("S-26 input is activity, noted at most every 10 s, however many type there")
  void inputIsActivity() {
    Session active = active(Requests.SHELL, Requests.AGENT);
    world.advance(Duration.ofSeconds(1));
    Instant start = world.clock.instant();

    type(active, 0);
    world.advance(Duration.ofSeconds(9));
    type(active, 0);
    type(active, 1);
    interrupt(active);
    assertThat(lastActivity(active)).isEqualTo(start);
    world.advance(Duration.ofSeconds(1));
    type(active, 1);

    assertThat(lastActivity(active)).isEqualTo(world.clock.instant());
  }

  @Test
  @DisplayName("S-26 output is activity, noted at most every 10 s")
  void outputIsActivity() {
    Session active = active(Requests.SHELL);
    world.advance(Duration.ofSeconds(10));
    Instant first = world.clock.instant();

    print(active);
    world.advance(Duration.ofSeconds(9));
    print(active);
    assertThat(lastActivity(active)).isEqualTo(first);
    world.advance(Duration.ofSeconds(1));
    print(active);

    assertThat(lastActivity(active)).isEqualTo(world.clock.instant());
  }

  @Test
  @DisplayName("S-26 whoever types, and whatever is printed: it is noted once in 10 s")
  void inputAndOutputAreNotedOnce() {
    Session active = active(Requests.SHELL);
    world.advance(Duration.ofSeconds(10));
    Instant first = world.clock.instant();

    type(active, 0);
    world.advance(Duration.ofSeconds(5));
    print(active);
    assertThat(lastActivity(active)).isEqualTo(first);
    world.advance(Duration.ofSeconds(5));
    host.run(active.id());
    assertThat(lastActivity(active)).as("what was printed is noted late").isAfter(first);
    Instant second = lastActivity(active);
    type(active, 0);
    world.advance(Duration.ofSeconds(9));
    heartbeat(active);
    assertThat(lastActivity(active)).isEqualTo(second);
  }

  @Test
  @DisplayName("S-26, L-04 heartbeats keep a session from being stopped for inactivity")
  void heartbeatsKeepASessionRunning() {
    Session active = active(Requests.SHELL);

    for (int hour = 0; hour < 48; hour++) {
      world.advance(Duration.ofHours(1));
      heartbeat(active);
      host.settle(active.id());
    }
    assertThat(world.read(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    world.advance(Duration.ofHours(24));

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.STOPPED);
  }

  @ParameterizedTest(name = "S-26 {0}")
  @DisplayName("S-26 a session at rest takes no heartbeat, and the phase is told")
  @EnumSource(names = {"STOPPED", "COMPLETED", "FAILED"})
  void aSessionAtRestTakesNoHeartbeat(SessionState state) {
    Session resting = states.in(state);
    world.advance(Duration.ofMinutes(1));

    assertThatThrownBy(() -> heartbeat(resting))
        .isInstanceOfSatisfying(
            WrongPhase.class, refusal -> assertThat(refusal.state()).isEqualTo(state));

    assertThat(world.read(resting.id())).isEqualTo(resting);
  }

  private Session active(NewWorker... workers) {
    return host.settle(host.sessions().create(ANN, DEFAULT, Requests.quick(workers)).id());
  }

  private List<WorkerId> interrupt(Session session) {
    return live.interrupt(ANN, DEFAULT, Requests.byId(session), Optional.empty());
  }

  private void type(Session session, int worker) {
    live.attach(ANN, DEFAULT, Requests.byId(session), worker(session, worker), Mode.WRITE)
        .input(ByteBuffer.wrap(new byte[] {'x'}));
  }

  private void print(Session session) {
    world.runtime.processes().print(Requests.ref(session, 0), "output\n");
    host.settle(session.id());
  }

  private void heartbeat(Session session) {
    live.heartbeat(ANN, DEFAULT, Requests.byId(session));
  }

  private Instant lastActivity(Session session) {
    return world.read(session.id()).liveness().lastActivityAt();
  }

  private byte[] typed(Session session, int worker) {
    return world.runtime.processes().typed(Requests.ref(session, worker));
  }

  private static WorkerId worker(Session session, int worker) {
    return session.workers().get(worker).id();
  }
}
