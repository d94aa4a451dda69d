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
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Many clients at one terminal: whose size it has. */
class TerminalSizeTest {
  private static final WindowSize SMALL = new WindowSize(80, 24);
  private static final WindowSize WIDE = new WindowSize(200, 50);
  private static final WindowSize TALL = new WindowSize(90, 90);

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final SessionsInStates states = new SessionsInStates(world, host);
  private final Session session = states.in(SessionState.ACTIVE);
  private final List<WindowSize> told = new ArrayList<>();

  @Test
  @DisplayName("W-07 before anybody typed, the last resize counts")
  void beforeAnybodyTypedTheLastResizeCounts() {
    Attachment one = joined();
    Attachment other = joined();

    one.resize(SMALL);
    other.resize(WIDE);
    one.resize(TALL);

    assertThat(size()).isEqualTo(TALL);
    assertThat(other.size(session.workers().getFirst())).isEqualTo(TALL);
  }

  @Test
  @DisplayName("W-07 once somebody typed, the size is that of the client that typed last")
  void theSizeIsThatOfTheClientThatTypedLast() {
    Attachment one = joined();
    Attachment other = joined();
    one.resize(SMALL);
    other.resize(WIDE);

    type(one);
    assertThat(size()).as("the first takes it over by typing").isEqualTo(SMALL);
    other.resize(TALL);
    assertThat(size()).as("the other asks in vain").isEqualTo(SMALL);
    type(other);
    assertThat(size()).as("and has it once it types").isEqualTo(TALL);
    other.resize(WIDE);
    assertThat(size()).as("it typed last").isEqualTo(WIDE);
  }

  @Test
  @DisplayName("W-07 a client that asked for no size takes none from others by typing")
  void whoAskedForNoneTakesNone() {
    Attachment one = joined();
    Attachment silent = joined();
    one.resize(SMALL);

    type(silent);
    assertThat(size()).isEqualTo(SMALL);
    one.resize(WIDE);
    assertThat(size()).isEqualTo(WIDE);
    silent.resize(TALL);

    assertThat(size()).as("it typed last, and now it asks").isEqualTo(TALL);
  }

  @Test
  @DisplayName("W-07 when the client that typed last leaves, the next one's size counts")
  void whoLeavesHasNoSay() {
    Attachment one = joined();
    Attachment other = joined();
    one.resize(SMALL);
    other.resize(WIDE);
    type(one);

    one.leave();
    assertThat(size()).isEqualTo(WIDE);
    other.leave();
    assertThat(size()).as("nobody is left, so it stays").isEqualTo(WIDE);

    assertThat(joined().size(session.workers().getFirst())).isEqualTo(WIDE);
  }

  @Test
  @DisplayName("W-07 a read-only client has no say, and hears of every size")
  void aReadOnlyClientHasNoSay() {
    Attachment reader = attach(Mode.READ);
    reader.join(1, WindowSize.DEFAULT, this::told);
    Attachment writer = joined();

    writer.resize(SMALL);
    assertThatThrownBy(() -> reader.resize(WIDE)).isInstanceOf(Denied.class);
    assertThatThrownBy(() -> type(reader)).isInstanceOf(Denied.class);
    writer.resize(TALL);

    assertThat(size()).isEqualTo(TALL);
    assertThat(told).containsExactly(SMALL, TALL);
  }

  @Test
  @DisplayName("W-07 clients hear of a size before the process does, at the end of the output")
  void clientsHearOfASizeBeforeTheProcess() {
    List<String> heard = new ArrayList<>();
    Attachment reader = attach(Mode.READ);
    reader.join(
        1,
        WindowSize.DEFAULT,
        (size, offset) -> heard.add(size() + " becomes " + size + " at " + offset));
    Attachment writer = joined();
    world.runtime.processes().print(Requests.ref(session, 0), "five\n");

    writer.resize(SMALL);
    world.runtime.processes().print(Requests.ref(session, 0), "drawn anew\n");
    writer.resize(TALL);

    assertThat(heard)
        .containsExactly(
            WindowSize.DEFAULT + " becomes " + SMALL + " at 5",
            SMALL + " becomes " + TALL + " at 16");
  }

  @Test
  @DisplayName("W-07 who has left hears nothing any more, and nothing is resized twice")
  void whoHasLeftHearsNothing() {
    Attachment listener = attach(Mode.WRITE);
    listener.join(1, WindowSize.DEFAULT, this::told);
    Attachment writer = joined();

    writer.resize(SMALL);
    type(writer);
    type(writer);
    listener.leave();
    writer.resize(WIDE);

    assertThat(told).containsExactly(SMALL);
  }

  @Test
  @DisplayName("W-07 a program that never joins may resize until a client has typed")
  void aProgramThatNeverJoinsMayResize() {
    Attachment program = attach(Mode.WRITE);
    Attachment client = joined();
    client.resize(SMALL);

    program.resize(WIDE);
    assertThat(size()).isEqualTo(WIDE);
    type(program);
    client.resize(TALL);
    assertThat(size()).as("its typing is not a client's").isEqualTo(TALL);
    type(client);
    program.resize(WIDE);

    assertThat(size()).isEqualTo(TALL);
  }

  @Test
  @DisplayName("W-07 a restarted worker's terminal is another one: its clients start anew")
  void aRestartedWorkerStartsAnew() {
    Attachment old = joined();
    old.resize(SMALL);
    type(old);
    host.sessions().restart(ANN, DEFAULT, RestartSession.of(Requests.target(session)));
    host.settle(session.id());

    Attachment anew = attach(Mode.WRITE);
    anew.join(2, WindowSize.DEFAULT, this::told);
    assertThat(anew.size(world.read(session.id()).workers().getFirst()))
        .isEqualTo(WindowSize.DEFAULT);
    anew.resize(SMALL);
    old.resize(WIDE);
    old.leave();

    assertThat(size()).isEqualTo(SMALL);
    assertThat(told).containsExactly(SMALL);
  }

  @Test
  @DisplayName("W-06 a resize of what rests is refused, and leaving it is not")
  void aResizeOfWhatRestsIsRefused() {
    host.sessions().stop(ANN, DEFAULT, Requests.stop(session));
    host.settle(session.id());
    Attachment client = attach(Mode.WRITE);
    client.join(1, WindowSize.DEFAULT, this::told);

    assertThatThrownBy(() -> client.resize(WIDE)).isInstanceOf(WrongPhase.class);
    client.leave();

    assertThat(told).as("it is taken back").containsExactly(WIDE, WindowSize.DEFAULT);
    assertThat(client.size(session.workers().getFirst())).isEqualTo(WindowSize.DEFAULT);
  }

  @RepeatedTest(50) // a property: a seeded walk, its steps in the failure message
  @DisplayName("W-07 whatever clients do, the size is the last typist's, else the last one's")
  void whateverClientsDo(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    List<String> steps = new ArrayList<>();
    List<Client> clients = new ArrayList<>();
    WindowSize expected = WindowSize.DEFAULT;

    for (int step = 1; step <= 60; step++) {
      int what = clients.isEmpty() ? 0 : random.nextInt(8);
      Client client =
          what == 0 ? new Client(step, joined()) : clients.get(random.nextInt(clients.size()));
      switch (what) {
        case 0 -> clients.add(client);
        case 1 -> {
          clients.remove(client);
          client.attachment.leave();
        }
        case 2, 3, 4 -> {
          client.asked = new WindowSize(1 + random.nextInt(1000), 1 + random.nextInt(1000));
          client.askedAt = step;
          client.attachment.resize(client.asked);
        }
        default -> {
          client.typedAt = step;
          type(client.attachment);
        }
      }
      steps.add(what + " by " + client.number);
      expected = Client.wanted(clients).orElse(expected);
      assertThat(size()).as("after: %s", steps).isEqualTo(expected);
    }
  }

  /** What the rule says, told in another way than the code under test does. */
  private static final class Client {
    private final int number;
    private final Attachment attachment;
    private @Nullable WindowSize asked;
    private int askedAt;
    private int typedAt;

    Client(int number, Attachment attachment) {
      this.number = number;
      this.attachment = attachment;
    }

    static Optional<WindowSize> wanted(List<Client> clients) {
      Client typist = null;
      Client last = null;
      for (Client client : clients) {
        if (client.asked != null && client.typedAt > (typist == null ? 0 : typist.typedAt)) {
          typist = client;
        }
        if (client.askedAt > (last == null ? 0 : last.askedAt)) {
          last = client;
        }
      }
      Client decides = typist == null ? last : typist;
      return decides == null ? Optional.empty() : Optional.ofNullable(decides.asked);
    }
  }

  private Attachment joined() {
    Attachment attachment = attach(Mode.WRITE);
    attachment.join(1, WindowSize.DEFAULT, (size, offset) -> {});
    return attachment;
  }

  private Attachment attach(Mode mode) {
    WorkerId worker = session.workers().getFirst().id();
    return host.live().attach(ANN, DEFAULT, Requests.byId(session), worker, mode);
  }

  private void told(WindowSize size, long offset) {
    told.add(size);
  }

  private static void type(Attachment attachment) {
    attachment.input(ByteBuffer.wrap(new byte[] {'x'}));
  }

  private WindowSize size() {
    return world.runtime.processes().find(Requests.ref(session, 0)).orElseThrow().size();
  }
}
