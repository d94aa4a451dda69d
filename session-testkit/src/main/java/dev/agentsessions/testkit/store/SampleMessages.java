package dev.agentsessions.testkit.store;

import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.message.MessageId;
import dev.agentsessions.message.MessageRole;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.message.NewMessage;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.worker.WorkerId;
import java.time.Instant;
import java.util.Optional;

/** Messages as callers send them: Ada's, who waits for the worker to take them. */
final class SampleMessages {
  static final WorkerId AGENT = new WorkerId("wrk-agent");
  static final Instant LATER = SampleSession.NOON.plusSeconds(10);

  private static final IdGenerator IDS = new UlidGenerator(MicrosecondClock.system());

  private SampleMessages() {}

  static NewMessage text(String text) {
    return message("ada", text, AGENT, Optional.empty());
  }

  static NewMessage to(WorkerId worker, String text) {
    return message("ada", text, worker, Optional.empty());
  }

  static NewMessage known(String sender, String clientId, String text) {
    return message(sender, text, AGENT, Optional.of(clientId));
  }

  /** What an agent says itself. */
  static NewMessage said(String text) {
    return new NewMessage(
        new MessageId(IDS.next(MessageId.PREFIX)),
        MessageRole.AGENT,
        text,
        LATER,
        AGENT.value(),
        AGENT,
        MessageState.DELIVERED,
        Optional.empty());
  }

  private static NewMessage message(
      String sender, String text, WorkerId worker, Optional<String> clientId) {
    return new NewMessage(
        new MessageId(IDS.next(MessageId.PREFIX)),
        MessageRole.USER,
        text,
        LATER,
        sender,
        worker,
        MessageState.QUEUED,
        clientId);
  }
}
