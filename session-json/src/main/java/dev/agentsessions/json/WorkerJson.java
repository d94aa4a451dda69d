package dev.agentsessions.json;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.DiffWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A worker, and its kind and exit, which stores keep as JSON. */
final class WorkerJson {
  private static final String[] KINDS = {"agent", "terminal", "diff"};
  private static final Activity[] REPORTED = {Activity.ASKING, Activity.ACTIVE, Activity.IDLE};

  private WorkerJson() {}

  static void write(JsonWriter json, Worker worker) {
    json.text("id", worker.id()).text("name", worker.name());
    write(json, worker.kind());
    json.text("state", worker.observed().state())
        .object("activity", activity -> write(activity, worker.observed().activity()))
        .number("epoch", worker.observed().epoch());
    write(json, worker.size());
    json.object("exit", worker.observed().exit(), WorkerJson::write)
        .text("createdAt", worker.createdAt());
  }

  static void write(JsonWriter json, WorkerKind kind) {
    switch (kind) {
      case AgentWorker agent -> json.text("kind", "agent").text("agent", agent.agent());
      case TerminalWorker terminal -> {
        json.text("kind", "terminal");
        if (!terminal.command().isEmpty()) {
          json.texts("command", terminal.command());
        }
      }
      case DiffWorker diff -> json.text("kind", "diff").text("base", diff.base());
    }
  }

  static WorkerKind kind(JsonObject json) {
    String kind = json.need("kind", key -> json.word(key, KINDS, word -> word));
    return switch (kind) {
      case "agent" -> new AgentWorker(json.need("agent", key -> json.parsed(key, AgentId::new)));
      case "terminal" -> {
        List<String> command = json.texts("command").orElse(List.of());
        yield json.made(() -> new TerminalWorker(command));
      }
      case "diff" -> {
        Optional<String> base = json.text("base");
        yield json.made(() -> new DiffWorker(base));
      }
      default -> throw new IllegalArgumentException("not a kind of worker: " + kind);
    };
  }

  static void write(JsonWriter json, WindowSize size) {
    json.number("cols", size.cols()).number("rows", size.rows());
  }

  static WindowSize size(JsonObject json) {
    int cols = json.integer("cols").orElse(WindowSize.DEFAULT.cols());
    int rows = json.integer("rows").orElse(WindowSize.DEFAULT.rows());
    return json.made(() -> new WindowSize(cols, rows));
  }

  static void write(JsonWriter json, Activity activity) {
    json.text("state", Words.lower(activity));
    if (activity != Activity.UNKNOWN) {
      json.text("evidence", "reported"); // nothing else tells yet
    }
  }

  /** What a worker may say of itself. */
  static Activity reported(JsonObject json) {
    return json.need("state", key -> json.word(key, REPORTED, Words::lower));
  }

  static Activity activity(JsonObject json) {
    return json.need("state", key -> json.word(key, Activity.values(), Words::lower));
  }

  static void write(JsonWriter json, WorkerExit exit) {
    exit.code().ifPresent(code -> json.number("code", code));
    exit.signal().ifPresent(signal -> json.number("signal", signal));
    json.text("reason", Words.lower(exit.cause())).text("message", exit.message());
  }

  static WorkerExit exit(JsonObject json) {
    return new WorkerExit(
        number(json.integer("code")),
        number(json.integer("signal")),
        json.need("reason", key -> json.word(key, WorkerExit.Cause.values(), Words::lower)),
        json.text("message"));
  }

  private static OptionalInt number(Optional<Integer> number) {
    return number.map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}
