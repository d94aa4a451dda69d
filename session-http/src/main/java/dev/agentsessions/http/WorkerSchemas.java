package dev.agentsessions.http;

import static dev.agentsessions.http.Schema.TEXT;
import static dev.agentsessions.http.Schema.TEXTS;
import static dev.agentsessions.http.Schema.TIME;
import static dev.agentsessions.http.Schema.WHOLE;
import static dev.agentsessions.http.Schema.listOf;
import static dev.agentsessions.http.Schema.object;
import static dev.agentsessions.http.Schema.page;
import static dev.agentsessions.http.Schema.ref;
import static dev.agentsessions.http.Schema.words;

import java.util.Map;

/** Shapes of workers and of messages to them. */
final class WorkerSchemas {
  private WorkerSchemas() {}

  static void addTo(Map<String, Schema> all) {
    addWorkers(all);
    addMessages(all);
  }

  private static void addWorkers(Map<String, Schema> all) {
    all.put(
        "Worker",
        object()
            .with("id", TEXT)
            .with("name", TEXT)
            .with("kind", words("agent", "terminal", "diff"))
            .maybe("agent", TEXT)
            .maybe("command", TEXTS)
            .maybe("base", TEXT)
            .with("state", words("STARTING", "RUNNING", "EXITED", "LOST", "STOPPED"))
            .with("activity", object().with("state", TEXT).maybe("evidence", TEXT))
            .with("epoch", WHOLE)
            .with("cols", WHOLE)
            .with("rows", WHOLE)
            .maybe("exit", ref("Exit"))
            .with("createdAt", TIME));
    all.put("WorkerList", page("Worker"));
    all.put(
        "NewWorker",
        object()
            .with("kind", words("agent", "terminal", "diff"))
            .maybe("name", TEXT)
            .maybe("agent", TEXT)
            .maybe("command", TEXTS)
            .maybe("base", TEXT)
            .maybe("cols", WHOLE)
            .maybe("rows", WHOLE));
    all.put("ActivityReport", object().with("state", words("asking", "active", "idle")));
    all.put("WorkerRestart", object().maybe("agent", TEXT).maybe("branch", TEXT));
    all.put(
        "Exit",
        object()
            .maybe("code", WHOLE)
            .maybe("signal", WHOLE)
            .with("reason", words("managed", "unexpected"))
            .maybe("message", TEXT));
  }

  private static void addMessages(Map<String, Schema> all) {
    all.put(
        "Message",
        object()
            .with("seq", WHOLE)
            .with("id", TEXT)
            .with("role", words("user", "agent", "system"))
            .with("text", TEXT)
            .with("at", TIME)
            .with("sender", TEXT)
            .with("worker", TEXT)
            .with("state", words("queued", "delivered", "failed")));
    all.put(
        "MessagePage", object().with("items", listOf(ref("Message"))).with("next", WHOLE.orNull()));
    Schema text = object().with("text", TEXT).maybe("clientId", TEXT);
    all.put("WorkerMessage", text);
    all.put("NewMessage", text.maybe("worker", TEXT));
  }
}
