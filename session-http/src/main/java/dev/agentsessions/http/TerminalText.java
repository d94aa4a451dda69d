package dev.agentsessions.http;

import dev.agentsessions.json.JsonWriter;
import dev.agentsessions.json.Problem;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What the server says on a terminal's socket besides output (SPEC 7.2). */
final class TerminalText {
  private TerminalText() {}

  /**
   * The first frame.
   *
   * @param bounds of the epoch that follows
   * @param from where it follows from
   */
  static String attached(
      Worker worker, OutputBounds bounds, long from, WindowSize size, String mode) {
    return of(
        "attached",
        json -> {
          json.number("epoch", bounds.epoch())
              .number("base", bounds.base())
              .number("from", from)
              .number("end", bounds.end());
          write(json, size);
          json.text("state", worker.observed().state())
              .object(
                  "activity",
                  activity -> activity.text("state", lower(worker.observed().activity())))
              .text("mode", mode);
        });
  }

  static String caughtUp(long offset) {
    return of("caught-up", json -> json.number("offset", offset));
  }

  static String resized(WindowSize size) {
    return of("resized", json -> write(json, size));
  }

  /** How a process ended; when nobody saw it, that is what the message says (W-09). */
  static String exit(WorkerExit exit) {
    return of(
        "exit",
        json -> {
          exit.code().ifPresent(code -> json.number("code", code));
          exit.signal().ifPresent(signal -> json.number("signal", signal));
          json.text("message", exit.isKnown() ? exit.message() : Optional.of(exit.inWords()))
              .text("reason", lower(exit.cause()));
        });
  }

  /** Something that is no output and no error of the client's, for people. */
  static String notice(String message) {
    return of("notice", json -> json.text("message", message));
  }

  /** Bytes that are no longer kept. */
  static String gap(long from, long to) {
    return of(
        "gap", json -> json.number("from", from).number("to", to).text("reason", "no longer kept"));
  }

  /** Something was refused, and the socket goes on. */
  static String error(Problem problem) {
    return of(
        "error",
        json ->
            json.text("code", problem.name())
                .text("message", problem.detail())
                .flag("recoverable", true));
  }

  private static String of(String type, Consumer<JsonWriter> rest) {
    return JsonWriter.write(
        json -> {
          json.text("type", type);
          rest.accept(json);
        });
  }

  private static void write(JsonWriter json, WindowSize size) {
    json.number("cols", size.cols()).number("rows", size.rows());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
