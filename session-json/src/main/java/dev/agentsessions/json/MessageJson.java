package dev.agentsessions.json;

import dev.agentsessions.message.Message;
import dev.agentsessions.operation.SendMessage;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.worker.WorkerId;
import java.util.Optional;

/** What is said in sessions. */
final class MessageJson {
  private MessageJson() {}

  static void write(JsonWriter json, Message message) {
    json.number("seq", message.seq())
        .text("id", message.id())
        .text("role", Words.lower(message.role()))
        .text("text", message.text())
        .text("at", message.at())
        .text("sender", message.sender())
        .text("worker", message.worker())
        .text("state", Words.lower(message.state()));
  }

  static SendMessage read(JsonObject json, SessionRef session) {
    return read(json, session, json.parsed("worker", WorkerId::new));
  }

  static SendMessage read(JsonObject json, SessionRef session, WorkerId worker) {
    return read(json, session, Optional.of(worker));
  }

  private static SendMessage read(JsonObject json, SessionRef session, Optional<WorkerId> worker) {
    return new SendMessage(session, json.need("text", json::text), worker, json.text("clientId"));
  }
}
