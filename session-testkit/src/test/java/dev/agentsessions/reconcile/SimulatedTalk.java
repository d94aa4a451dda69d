package dev.agentsessions.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.message.Message;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProgram;
import dev.agentsessions.testkit.FakeTerminal;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What was said and what was typed in a simulated world. Whatever happened, each message is typed
 * in the order in which they were said, at most once into one process, and none is lost.
 */
final class SimulatedTalk {
  private record Typed(long epoch, int number) {}

  private final Map<WorkerId, List<Typed>> typed = new HashMap<>();
  private final List<Message> said = new ArrayList<>();

  /** A program that remembers what is typed. */
  FakeProgram listener() {
    return new FakeProgram() {
      @Override
      public void started(FakeTerminal terminal) {}

      @Override
      public void typed(FakeTerminal terminal, ByteBuffer bytes) {
        int number = Integer.parseInt(UTF_8.decode(bytes.duplicate()).toString().strip());
        typed
            .computeIfAbsent(terminal.launch().worker(), any -> new ArrayList<>())
            .add(new Typed(terminal.launch().epoch(), number));
      }
    };
  }

  /** The text of the next message. */
  String next() {
    return String.valueOf(said.size());
  }

  void said(Message message) {
    said.add(message);
  }

  /** How often something was typed. */
  long delivered() {
    return typed.values().stream().mapToLong(List::size).sum();
  }

  void check(SimulatedWorld world) {
    typed.forEach(SimulatedTalk::inOrderAndOnce);
    for (Message message : said) {
      world.store.find(message.session()).ifPresent(session -> check(world, session, message));
    }
  }

  private static void inOrderAndOnce(WorkerId worker, List<Typed> all) {
    assertThat(all).as("typed once into a process of %s", worker).doesNotHaveDuplicates();
    var first = new LinkedHashSet<Integer>();
    all.forEach(each -> first.add(each.number()));
    assertThat(List.copyOf(first)).as("order of %s", worker).isSorted();
  }

  private void check(SimulatedWorld world, Session session, Message message) {
    Message stored =
        world.messages.read(session.id(), message.seq() - 1, 1).stream()
            .findFirst()
            .orElseThrow(() -> new AssertionError("lost: " + message));
    assertThat(stored).isEqualTo(message.in(stored.state()));
    boolean wasTyped =
        typed.getOrDefault(message.worker(), List.of()).stream()
            .anyMatch(each -> message.text().equals(String.valueOf(each.number())));
    switch (stored.state()) {
      case DELIVERED -> assertThat(wasTyped).as("%s was typed", stored).isTrue();
      case FAILED -> assertThat(session.worker(stored.worker())).as("why %s", stored).isEmpty();
      case QUEUED ->
          assertThat(takesMessages(session, stored)).as("%s, %s", stored, session).isFalse();
    }
  }

  private static boolean takesMessages(Session session, Message message) {
    return session.state() == SessionState.ACTIVE
        && session
            .worker(message.worker())
            .map(worker -> worker.observed().state() == WorkerState.RUNNING)
            .orElse(true);
  }
}
