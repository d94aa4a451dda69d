package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.message.NewMessage;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.worker.WorkerId;
import java.util.Optional;

/**
 * Something to say to a worker of a session (M-01).
 *
 * @param worker absent: the first agent; of an agent that says something itself: nobody
 * @param clientId the sender's own name for it: sent twice, it is said once
 */
public record SendMessage(
    SessionRef session, String text, Optional<WorkerId> worker, Optional<String> clientId) {
  public SendMessage {
    requireNonNull(session, "session");
    NewMessage.checkText(text);
    requireNonNull(worker, "worker");
    clientId.ifPresent(NewMessage::checkClientId);
  }

  /** To the first agent. */
  public static SendMessage of(SessionRef session, String text) {
    return new SendMessage(session, text, Optional.empty(), Optional.empty());
  }

  public SendMessage to(WorkerId one) {
    return new SendMessage(session, text, Optional.of(one), clientId);
  }

  public SendMessage known(String name) {
    return new SendMessage(session, text, worker, Optional.of(name));
  }

  /** Without what is said: logs must not hold it (T-06). */
  @Override
  public String toString() {
    return "message to " + session;
  }
}
