package dev.agentsessions.json;

import dev.agentsessions.event.SessionChange.OfWorker;
import dev.agentsessions.event.SessionEvent;

/**
 * An event as a CloudEvent: its source is the session, its subject the worker or else the session
 * that changed, its type the change's below our domain.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 *     1.0</a>
 */
final class EventJson {
  private EventJson() {}

  static void write(JsonWriter json, SessionEvent event) {
    json.text("specversion", "1.0")
        .text("id", event.id())
        .text("source", "/projects/" + event.project() + "/sessions/" + event.session())
        .text("type", "dev.agentsessions." + event.change().type())
        .text("subject", subject(event))
        .text("time", event.at())
        .text("datacontenttype", "application/json")
        .object("data", data -> writeData(data, event));
  }

  private static void writeData(JsonWriter json, SessionEvent event) {
    json.number("v", 1).number("seq", event.seq()).number("position", event.position());
    ChangeJson.write(json, event.change());
  }

  private static Object subject(SessionEvent event) {
    return event.change() instanceof OfWorker change ? change.worker() : event.session();
  }
}
