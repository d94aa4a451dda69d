package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.message.MessageId;
import dev.agentsessions.message.MessageRole;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.message.NewMessage;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRef;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;

/** Says something in a session: stored first, typed by the reconciler (M-01). */
final class MessageOperations {
  private final Steps steps;
  private final MessageStore messages;
  private final IdGenerator ids;
  private final InstantSource clock;

  @Inject
  MessageOperations(Steps steps, MessageStore messages, IdGenerator ids, InstantSource clock) {
    this.steps = requireNonNull(steps, "steps");
    this.messages = requireNonNull(messages, "messages");
    this.ids = requireNonNull(ids, "ids");
    this.clock = requireNonNull(clock, "clock");
  }

  Pipeline<SessionOperation<SendMessage>> send() {
    return steps.change(
        "send-message", request -> Target.of(request.session()), this::build, this::persist);
  }

  private void build(SessionOperation<SendMessage> operation) {
    SendMessage request = operation.input();
    Session session = operation.session();
    Caller caller = operation.caller();
    Optional<WorkerId> self = caller.worker().map(WorkerRef::worker);
    WorkerId to =
        request
            .worker()
            .map(id -> takesMessages(Steps.worker(session, id)))
            .or(() -> self)
            .orElseGet(() -> first(session));
    boolean isSaidByItself = self.filter(to::equals).isPresent(); // so nobody has to be told
    operation.draft(
        new NewMessage(
            new MessageId(ids.next(MessageId.PREFIX)),
            role(caller),
            request.text(),
            clock.instant(),
            caller.id(),
            to,
            isSaidByItself ? MessageState.DELIVERED : MessageState.QUEUED,
            request.clientId()));
  }

  private void persist(SessionOperation<SendMessage> operation) {
    operation.said(messages.add(operation.session(), operation.draft()));
  }

  private static WorkerId takesMessages(Worker worker) {
    Invalid.check(worker.kind().hasProcess(), "worker", "has no process that could be told");
    return worker.id();
  }

  private static MessageRole role(Caller caller) {
    return switch (caller.standing()) {
      case Standing.Person any -> MessageRole.USER;
      case Standing.Administrator any -> MessageRole.USER;
      case Standing.OfWorker of -> MessageRole.AGENT;
      case Standing.OfSession of -> MessageRole.SYSTEM;
      case Standing.OfHost of -> MessageRole.SYSTEM;
    };
  }

  private static WorkerId first(Session session) {
    return session.workers().stream()
        .filter(worker -> worker.kind() instanceof AgentWorker)
        .filter(worker -> worker.desired().goal() != Goal.DELETE)
        .findFirst()
        .map(Worker::id)
        .orElseThrow(
            () ->
                new WrongPhase(
                    session.state(), "a message to no worker", "there is no agent: name one"));
  }
}
