package dev.agentsessions.json;

import dev.agentsessions.result.RunReport;
import dev.agentsessions.result.RunResult;
import java.util.Map;
import java.util.TreeMap;

/** What came of a run. */
final class ResultJson {
  private ResultJson() {}

  /** What is not known is null; the exit is always there. */
  static void write(JsonWriter json, RunResult result) {
    RunReport report = result.report();
    result.isError().ifPresentOrElse(is -> json.flag("isError", is), () -> json.nothing("isError"));
    report.turns().ifPresentOrElse(n -> json.number("turns", n), () -> json.nothing("turns"));
    if (report.usage().isEmpty()) {
      json.nothing("usage");
    } else {
      write(json, report.usage());
    }
    report.cost().ifPresentOrElse(usd -> json.number("cost", usd), () -> json.nothing("cost"));
    report.text().ifPresentOrElse(text -> json.text("text", text), () -> json.nothing("text"));
    json.object("exit", exit -> WorkerJson.write(exit, result.exit()));
  }

  /** What is not known is absent. */
  static void write(JsonWriter json, RunReport report) {
    report.isError().ifPresent(is -> json.flag("isError", is));
    report.turns().ifPresent(n -> json.number("turns", n));
    write(json, report.usage());
    report.cost().ifPresent(usd -> json.number("cost", usd));
    json.text("text", report.text());
  }

  static RunReport report(JsonObject json) {
    var isError = json.flag("isError");
    var turns = json.integer("turns");
    Map<String, Long> usage = json.wholeMap("usage");
    var cost = json.decimal("cost");
    var text = json.text("text");
    return new RunReport(isError, turns, usage, cost, text);
  }

  private static void write(JsonWriter json, Map<String, Long> usage) {
    json.object("usage", used -> new TreeMap<>(usage).forEach(used::number));
  }
}
