package dev.agentsessions.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerSighting;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Types messages into the terminals of the workers they are for, one a pass, each worker's in their
 * order, while it is not busy (M-01). A message is typed by its own number, which the runtime
 * remembers: a crash before the store knows leaves it to be said once more, and not to be typed.
 */
final class Deliveries {
  private static final char ENTER = '\r';

  private final SessionStore store;
  private final MessageStore messages;
  private final ReconcilerConfig config;

  @Inject
  Deliveries(SessionStore store, MessageStore messages, ReconcilerConfig config) {
    this.store = requireNonNull(store, "store");
    this.messages = requireNonNull(messages, "messages");
    this.config = requireNonNull(config, "config");
  }

  /** Types the next message, if one waits for a worker that can take it. */
  Optional<NextLook> step(Pass pass, Place place, Sightings sightings) {
    List<Message> waiting = waiting(pass);
    Optional<NextLook> failed = failed(pass, waiting);
    if (failed.isPresent()) {
      return failed;
    }
    boolean someBusy = false;
    for (Message message : waiting) {
      Optional<WorkerSighting> process = sightings.wanted(pass.session(), message.worker());
      if (process.filter(WorkerSighting::isBusy).isPresent()) {
        someBusy = true;
      } else if (process.isPresent() && isTyped(pass, place, message)) {
        messages.settle(pass.session(), message, MessageState.DELIVERED, Optional.empty());
        pass.held().notBusy();
        return Optional.of(NextLook.NOW);
      }
    }
    return someBusy
        ? Optional.of(NextLook.in(pass.held().whileBusy(config.soon())))
        : Optional.empty();
  }

  /** Gives up a message to a worker that is gone, or goes. With a session they go by themselves. */
  Optional<NextLook> toNobody(Pass pass) {
    return pass.session().isDeleted() ? Optional.empty() : failed(pass, waiting(pass));
  }

  private List<Message> waiting(Pass pass) {
    Session session = pass.session();
    long said = session.liveness().messageCount();
    if (!pass.held().mayWait(said)) {
      return List.of();
    }
    List<Message> waiting = messages.queued(session.id());
    if (waiting.isEmpty()) {
      pass.held().settled(said);
    }
    return waiting;
  }

  private Optional<NextLook> failed(Pass pass, List<Message> waiting) {
    Optional<Message> lost =
        waiting.stream()
            .filter(message -> isToNobody(pass.session(), message))
            .filter(this::isToNobodyNow)
            .findFirst();
    lost.ifPresent(
        message ->
            messages.settle(
                pass.session(), message, MessageState.FAILED, Optional.of("its worker is gone")));
    return lost.map(message -> NextLook.NOW);
  }

  /** Its worker may have been added after the session was read, and then it was said. */
  private boolean isToNobodyNow(Message message) {
    return store
        .find(message.session())
        .filter(session -> isToNobody(session, message))
        .isPresent();
  }

  private static boolean isToNobody(Session session, Message message) {
    return session
        .worker(message.worker())
        .filter(worker -> worker.desired().goal() != Goal.DELETE)
        .isEmpty();
  }

  /** Text and Enter at once; lines inside end as a line feed, which does not send them. */
  private static boolean isTyped(Pass pass, Place place, Message message) {
    String text = message.text().replace("\r\n", "\n").replace('\r', '\n') + ENTER;
    try {
      pass.runtime()
          .workers()
          .input(place, message.worker(), message.seq(), ByteBuffer.wrap(text.getBytes(UTF_8)));
      return true;
    } catch (SessionException.LimitReached full) {
      return false; // the process does not read; it waits here instead
    } catch (SessionException.NotFound ended) {
      return false; // the next look sees it
    }
  }
}
