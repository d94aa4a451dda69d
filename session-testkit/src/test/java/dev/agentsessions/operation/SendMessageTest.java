package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.SessionChange.MessageMoved;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageRole;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.message.NewMessage;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.TooLarge;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.DiffWorker;
import dev.agentsessions.worker.WorkerId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers may say, and to whom. */
class SendMessageTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);

  @Test
  @DisplayName("M-01 a message is the caller's, to the first agent unless it names another worker")
  void aMessageIsToTheFirstAgent() {
    Session session = created(Requests.SHELL, Requests.AGENT, Requests.AGENT);

    Message message = send(SendMessage.of(Requests.byId(session), "hello"));
    Message named = send(SendMessage.of(Requests.byId(session), "ls").to(worker(session, 0)));

    assertThat(message)
        .isEqualTo(
            new Message(
                session.id(),
                message.seq(),
                message.id(),
                MessageRole.USER,
                "hello",
                world.clock.instant(),
                ANN.id(),
                worker(session, 1),
                MessageState.QUEUED));
    assertThat(named.worker()).isEqualTo(worker(session, 0));
    assertThat(host.messages().read(ANN, DEFAULT, Requests.byId(session), 0, 200))
        .containsExactly(message, named);
    assertThat(host.messages().read(ANN, DEFAULT, Requests.byId(session), message.seq(), 1))
        .containsExactly(named);
    assertThat(world.read(session.id()).liveness().messageCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(value = SessionState.class, mode = Mode.EXCLUDE, names = "CLEANED")
  @DisplayName("M-01 something can be said in every state")
  void inEveryState(SessionState state) {
    Session session = new SessionsInStates(world, host).in(state);

    Message message = send(SendMessage.of(Requests.byId(session), "hello").to(worker(session, 0)));

    assertThat(message.state()).isEqualTo(MessageState.QUEUED);
    assertThat(world.read(session.id()).revision()).as("no version").isEqualTo(session.revision());
    assertThat(world.read(session.id()).status()).isEqualTo(session.status());
  }

  @Test
  @DisplayName("M-01 said twice by one client id it is one message; another text is refused")
  void saidTwice() {
    Session session = created(Requests.AGENT);
    SendMessage request = SendMessage.of(Requests.byId(session), "hello").known("c-1");

    Message first = send(request);

    assertThat(send(request)).isEqualTo(first);
    assertThatThrownBy(() -> send(SendMessage.of(Requests.byId(session), "bye").known("c-1")))
        .isInstanceOf(AlreadyExists.class)
        .hasMessageContaining(first.id().value());
    Message bobs = host.messages().send(Caller.of("bob"), DEFAULT, request);
    assertThat(bobs.id()).isNotEqualTo(first.id());
    assertThat(host.messages().read(ANN, DEFAULT, Requests.byId(session), 0, 200))
        .containsExactly(first, bobs);
  }

  @Test
  @DisplayName("M-01 what an agent says itself is its own, and typed to nobody")
  void anAgentSaysSomething() {
    Session active = host.settle(created(Requests.SHELL, Requests.AGENT).id());
    host.sessions().start(ANN, DEFAULT, Requests.start(active));
    host.settle(active.id());
    Caller agent = Requests.worker(active, 1);

    Message said =
        host.messages().send(agent, DEFAULT, SendMessage.of(Requests.byId(active), "done"));
    host.settle(active.id());

    assertThat(said.role()).isEqualTo(MessageRole.AGENT);
    assertThat(said.sender()).isEqualTo(agent.id());
    assertThat(said.worker()).isEqualTo(worker(active, 1));
    assertThat(said.state()).isEqualTo(MessageState.DELIVERED);
    assertThat(world.runtime.processes().typed(Requests.ref(active, 1))).isEmpty();
    assertThat(world.changes(active.id()))
        .endsWith(
            new MessageMoved(
                said.worker(),
                said.id(),
                MessageRole.AGENT,
                MessageState.DELIVERED,
                Optional.empty()));
  }

  @Test
  @DisplayName("M-01 an agent may tell another worker, and only of its own session")
  void anAgentTellsAnother() {
    Session session = created(Requests.SHELL, Requests.AGENT);
    Session other = created(Requests.AGENT);
    Caller agent = Requests.worker(session, 1);
    SendMessage request = SendMessage.of(Requests.byId(session), "ls").to(worker(session, 0));

    Message told = host.messages().send(agent, DEFAULT, request);

    assertThat(told.role()).isEqualTo(MessageRole.AGENT);
    assertThat(told.state()).isEqualTo(MessageState.QUEUED);
    SendMessage elsewhere = SendMessage.of(Requests.byId(other), "hello");
    assertThatThrownBy(() -> host.messages().send(agent, DEFAULT, elsewhere))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("M-01 what acts for a session or a host speaks as the system")
  void theSystemSpeaks() {
    Session session = created(Requests.AGENT);
    Caller own = new Caller("runner", Set.of(), new Standing.OfSession(DEFAULT, session.id()));
    Caller admin = new Caller("root", Set.of(), Standing.ADMINISTRATOR);
    SendMessage request = SendMessage.of(Requests.byId(session), "hello");

    assertThat(host.messages().send(own, DEFAULT, request).role()).isEqualTo(MessageRole.SYSTEM);
    assertThat(host.messages().send(admin, DEFAULT, request).role()).isEqualTo(MessageRole.USER);
  }

  @Test
  @DisplayName("M-01 without an agent a worker has to be named, and one that is there")
  void thereHasToBeAWorker() {
    Session session = created(Requests.SHELL);
    SendMessage request = SendMessage.of(Requests.byId(session), "hello");

    assertThatThrownBy(() -> send(request)).isInstanceOf(WrongPhase.class);
    assertThatThrownBy(() -> send(request.to(new WorkerId("wrk-nobody"))))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> send(SendMessage.of(SessionRef.parse("ses-none"), "hello")))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("M-01 a worker without a process is told nothing")
  void aWorkerWithoutAProcessIsToldNothing() {
    Session session = created(NewWorker.of(new DiffWorker(Optional.empty())));
    SendMessage request = SendMessage.of(Requests.byId(session), "hello");

    assertThatThrownBy(() -> send(request.to(worker(session, 0))))
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo("worker"));
  }

  @Test
  @DisplayName("M-01 a worker that is being deleted is told nothing")
  void aWorkerThatGoesIsToldNothing() {
    Session session = created(Requests.AGENT);
    host.sessions()
        .deleteWorker(ANN, DEFAULT, new DeleteWorker(Requests.target(session), worker(session, 0)));
    SendMessage request = SendMessage.of(Requests.byId(session), "hello");

    assertThatThrownBy(() -> send(request)).isInstanceOf(WrongPhase.class);
    assertThatThrownBy(() -> send(request.to(worker(session, 0)))).isInstanceOf(NotFound.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  @DisplayName("M-01 nothing is no message")
  void nothingIsNoMessage(String text) {
    Session session = created(Requests.AGENT);

    assertThatThrownBy(() -> send(SendMessage.of(Requests.byId(session), text)))
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo("text"));
  }

  @Test
  @DisplayName("M-01 a message has at most 1 MiB with its Enter, and a client id 200 characters")
  void limits() {
    Session session = created(Requests.AGENT);
    String most = "é".repeat(NewMessage.MAX_BYTES / 2) + "x";

    assertThat(send(SendMessage.of(Requests.byId(session), most)).text()).hasSize(524_288);
    assertThatThrownBy(() -> send(SendMessage.of(Requests.byId(session), most + "x")))
        .isInstanceOf(TooLarge.class);
    assertThatThrownBy(
            () -> send(SendMessage.of(Requests.byId(session), "hello").known("x".repeat(201))))
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo("clientId"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> host.messages().read(ANN, DEFAULT, Requests.byId(session), 0, 201));
  }

  @Test
  @DisplayName("T-06 what is said is in no message's words for a log")
  void whatIsSaidIsNotLogged() {
    Session session = created(Requests.AGENT);
    SendMessage request = SendMessage.of(Requests.byId(session), "secret");

    assertThat(request.toString()).doesNotContain("secret");
    assertThat(send(request).toString()).doesNotContain("secret");
  }

  private Session created(NewWorker... workers) {
    return host.sessions().create(ANN, DEFAULT, Requests.quick(workers).resting());
  }

  private Message send(SendMessage request) {
    return host.messages().send(ANN, DEFAULT, request);
  }

  private static WorkerId worker(Session session, int number) {
    return session.workers().get(number).id();
  }
}
