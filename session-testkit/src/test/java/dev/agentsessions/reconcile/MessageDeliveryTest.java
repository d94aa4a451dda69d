package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.SessionChange.MessageMoved;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.DeleteWorker;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.RestartWorker;
import dev.agentsessions.operation.SendMessage;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRef;
import dev.agentsessions.worker.WorkerRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How messages reach the workers they are for. */
class MessageDeliveryTest {
  private static final Duration SOON = ReconcilerConfig.DEFAULT.soon();

  private final World world = new World();
  private final TestHost host = TestHost.in(world);

  @Test
  @DisplayName("M-01 a message is typed with Enter, and told as delivered")
  void aMessageIsTyped() {
    Session active = active(Requests.SHELL, Requests.AGENT);

    Message message = say(active, "hello\r\nagent");
    host.settle(active.id());

    assertThat(typed(active, 1)).isEqualTo("hello\nagent\r");
    assertThat(typed(active, 0)).isEmpty();
    assertThat(messages(active)).containsExactly(message.in(MessageState.DELIVERED));
    assertThat(states(active)).containsExactly(MessageState.QUEUED, MessageState.DELIVERED);
  }

  @Test
  @DisplayName("M-01 messages are typed in their order, to each worker its own")
  void messagesKeepTheirOrder() {
    Session active = active(Requests.AGENT, Requests.SHELL);

    say(active, "one");
    say(active, 1, "to the shell");
    say(active, "two");
    say(active, "three");
    host.settle(active.id());

    assertThat(typed(active, 0)).isEqualTo("one\rtwo\rthree\r");
    assertThat(typed(active, 1)).isEqualTo("to the shell\r");
  }

  @Test
  @DisplayName(
      "M-01 messages wait while the agent is busy or asks, and others do not wait for them")
  void messagesWaitWhileTheAgentIsBusy() {
    Session active = active(Requests.AGENT, Requests.SHELL);
    world.runtime.processes().seems(Requests.ref(active, 0), Activity.ACTIVE);
    say(active, "one");
    say(active, "two");
    say(active, 1, "to the shell");

    assertThat(host.run(active.id()))
        .as("nobody tells when it is idle")
        .isEqualTo(NextLook.in(SOON));
    world.runtime.processes().seems(Requests.ref(active, 0), Activity.ASKING);
    host.run(active.id());
    assertThat(typed(active, 0)).isEmpty();
    assertThat(typed(active, 1)).isEqualTo("to the shell\r");
    world.runtime.processes().seems(Requests.ref(active, 0), Activity.IDLE);
    host.settle(active.id());

    assertThat(typed(active, 0)).isEqualTo("one\rtwo\r");
    assertThat(world.read(active.id()).activity()).isEqualTo(Activity.IDLE);
  }

  @Test
  @DisplayName(
      "M-01 a busy worker is asked ever less often, up to every 2 s, and anew after a message")
  void aBusyWorkerIsAskedLessOften() {
    Session active = active(Requests.AGENT);
    WorkerRef agent = Requests.ref(active, 0);
    world.runtime.processes().seems(agent, Activity.ACTIVE);
    say(active, "one");
    say(active, "two");

    for (int millis : List.of(200, 400, 800, 1600, 2000, 2000)) {
      assertThat(host.run(active.id())).isEqualTo(NextLook.in(Duration.ofMillis(millis)));
    }
    world.runtime.processes().seems(agent, Activity.IDLE);
    host.pass(active.id()); // sees it
    host.pass(active.id());
    world.runtime.processes().seems(agent, Activity.ACTIVE);

    assertThat(typed(active, 0)).isEqualTo("one\r");
    assertThat(host.run(active.id())).isEqualTo(NextLook.in(SOON));
  }

  @Test
  @DisplayName("M-01 messages to a session at rest are kept, and typed after its next start")
  void messagesAreKeptWhileItRests() {
    Session active = active(Requests.AGENT);
    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    Session stopped = host.settle(active.id());

    say(stopped, "one");
    say(stopped, "two");
    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.STOPPED);
    assertThat(messages(active)).extracting(Message::state).containsOnly(MessageState.QUEUED);
    host.sessions().start(ANN, DEFAULT, Requests.start(stopped));
    host.settle(active.id());

    assertThat(typed(active, 0)).isEqualTo("one\rtwo\r");
    assertThat(world.runtime.processes().find(Requests.ref(active, 0)))
        .hasValueSatisfying(process -> assertThat(process.epoch()).isEqualTo(2));
  }

  @Test
  @DisplayName("M-01 a message to a worker that has ended is kept until it runs again")
  void aMessageWaitsForItsWorkerToRun() {
    Session active = active(Requests.AGENT, Requests.SHELL);
    world.runtime.processes().exit(Requests.ref(active, 0), 0);
    host.settle(active.id());

    say(active, "one");
    host.settle(active.id());
    assertThat(messages(active)).extracting(Message::state).containsOnly(MessageState.QUEUED);
    host.sessions()
        .restartWorker(
            ANN,
            DEFAULT,
            RestartWorker.of(Requests.target(active), active.workers().getFirst().id()));
    host.settle(active.id());

    assertThat(typed(active, 0)).isEqualTo("one\r");
  }

  @Test
  @DisplayName("M-01 a process that does not read is typed nothing more, and the rest later")
  void aProcessThatDoesNotRead() {
    Session active = active(Requests.AGENT);
    WorkerRef agent = Requests.ref(active, 0);
    world.runtime.processes().stopReading(agent);
    String most = "x".repeat(FakeWorkerRuntime.INPUT_CAPACITY - 1);

    say(active, most);
    say(active, "two");
    host.settle(active.id());
    assertThat(typed(active, 0)).hasSize(FakeWorkerRuntime.INPUT_CAPACITY);
    assertThat(messages(active))
        .extracting(Message::state)
        .containsExactly(MessageState.DELIVERED, MessageState.QUEUED);
    world.runtime.processes().readAgain(agent);
    host.settle(active.id());

    assertThat(typed(active, 0)).endsWith("x\rtwo\r");
  }

  @Test
  @DisplayName("M-01 messages to a worker that is deleted fail, with an event that says why")
  void messagesToADeletedWorkerFail() {
    Session active = active(Requests.AGENT, Requests.SHELL);
    world.runtime.processes().seems(Requests.ref(active, 1), Activity.ACTIVE);
    say(active, 1, "one");
    say(active, 1, "two");
    host.run(active.id());

    delete(active, 1);
    host.settle(active.id());

    assertThat(messages(active)).extracting(Message::state).containsOnly(MessageState.FAILED);
    assertThat(told(active).stream().filter(told -> told.state() == MessageState.FAILED))
        .hasSize(2)
        .extracting(MessageMoved::reason)
        .containsOnly(Optional.of("its worker is gone"));
  }

  @Test
  @DisplayName("M-01 messages to a worker that is deleted at rest fail before it goes")
  void messagesToAWorkerDeletedAtRestFail() {
    Session active = active(Requests.AGENT, Requests.SHELL);
    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    Session stopped = host.settle(active.id());
    say(stopped, 1, "one");
    say(stopped, "kept");

    delete(stopped, 1);
    Session later = host.settle(active.id());

    assertThat(later.workers()).hasSize(1);
    assertThat(later.ownership().owner()).isEmpty();
    assertThat(messages(active))
        .extracting(Message::state)
        .containsExactly(MessageState.FAILED, MessageState.QUEUED);
  }

  @Test
  @DisplayName("M-01 messages go with a deleted session, and nothing is told of them then")
  void messagesGoWithTheirSession() {
    Session active = active(Requests.AGENT);
    world.runtime.processes().seems(Requests.ref(active, 0), Activity.ACTIVE);
    say(active, "one");

    host.sessions().delete(ANN, DEFAULT, Requests.delete(active));
    host.settleGone(active.id());

    assertThat(messages(active)).isEmpty();
    assertThat(states(active)).containsExactly(MessageState.QUEUED);
  }

  @Test
  @DisplayName(
      "M-01, L-01 a crash after typing: the next owner says so, and does not type it again")
  void aCrashAfterTyping() {
    WorkerRuntime crashing =
        Interruptible.port(
            WorkerRuntime.class,
            world.runtime,
            () -> {
              if (!world.runtime.mutations().isEmpty()
                  && world.runtime.mutations().getLast().what().startsWith("input")) {
                throw new SimulatedCrash();
              }
            });
    TestHost doomed = TestHost.in(world, runtime(crashing));
    Session active = active(doomed, "crashing", Requests.AGENT);
    say(active, "one");
    say(active, "two");
    assertThatThrownBy(() -> doomed.settle(active.id())).isInstanceOf(SimulatedCrash.class);
    assertThat(typed(active, 0)).isEqualTo("one\r");
    assertThat(messages(active)).extracting(Message::state).containsOnly(MessageState.QUEUED);

    TestHost.in(world, runtime(world.runtime)).settle(active.id());

    assertThat(typed(active, 0)).isEqualTo("one\rtwo\r");
    assertThat(messages(active)).extracting(Message::state).containsOnly(MessageState.DELIVERED);
  }

  @Test
  @DisplayName("M-01 a host that closes types nothing more; the next one does")
  void aHostThatClosesTypesNothing() {
    Session active = active(Requests.AGENT);
    say(active, "one");

    host.get(Reconciler.class).beginNothing();
    host.settle(active.id());
    assertThat(typed(active, 0)).isEmpty();
    TestHost.in(world).settle(active.id());

    assertThat(typed(active, 0)).isEqualTo("one\r");
  }

  private Session active(NewWorker... workers) {
    return active(host, World.LOCAL, workers);
  }

  private static Session active(TestHost host, String runtime, NewWorker... workers) {
    SessionSpec plain = Requests.quick().spec();
    var spec =
        new SessionSpec(
            plain.kind(),
            runtime,
            plain.agent(),
            plain.run(),
            plain.environment(),
            plain.subject());
    CreateSession request = CreateSession.of(spec).with(workers);
    return host.settle(host.sessions().create(ANN, DEFAULT, request).id());
  }

  private Module runtime(WorkerRuntime workers) {
    return binder ->
        MapBinder.newMapBinder(binder, String.class, SessionRuntime.class)
            .addBinding("crashing")
            .toInstance(new SessionRuntime(world.environments, workers, Optional.empty()));
  }

  private Message say(Session session, String text) {
    return host.messages().send(ANN, DEFAULT, SendMessage.of(Requests.byId(session), text));
  }

  private Message say(Session session, int worker, String text) {
    WorkerId to = session.workers().get(worker).id();
    return host.messages().send(ANN, DEFAULT, SendMessage.of(Requests.byId(session), text).to(to));
  }

  private void delete(Session session, int worker) {
    host.sessions()
        .deleteWorker(
            ANN,
            DEFAULT,
            new DeleteWorker(Requests.target(session), session.workers().get(worker).id()));
  }

  private String typed(Session session, int worker) {
    return new String(world.runtime.processes().typed(Requests.ref(session, worker)), UTF_8);
  }

  private List<Message> messages(Session session) {
    return world.messages.read(session.id(), 0, 100);
  }

  private List<MessageMoved> told(Session session) {
    return world.changes(session.id()).stream()
        .filter(MessageMoved.class::isInstance)
        .map(MessageMoved.class::cast)
        .toList();
  }

  private List<MessageState> states(Session session) {
    return told(session).stream().map(MessageMoved::state).toList();
  }
}
