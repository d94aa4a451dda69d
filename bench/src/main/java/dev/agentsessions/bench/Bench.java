package dev.agentsessions.bench;

import dev.agentsessions.bench.host.RestingSessions;
import dev.agentsessions.bench.host.StartTimes;
import dev.agentsessions.bench.reconcile.Passes;
import dev.agentsessions.bench.store.H2Measurements;
import java.nio.file.Path;

/** Runs one measurement. Exit status 1 if a limit was missed, 2 if there is no such measurement. */
public final class Bench {
  private static final String NAMES = "h2, h2-pages, passes, resting, start";

  private Bench() {}

  /**
   * @param arguments this repository's folder, a new one to work in, and the measurement's name
   */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Path work = Path.of(arguments[1]);
    var report = new Report(System.out);
    measurement(arguments[2], root, work).run(report);
    System.exit(report.holds() ? 0 : 1);
  }

  private static Measurement measurement(String name, Path root, Path work) {
    return switch (name) {
      case "h2" -> H2Measurements.speed(work);
      case "h2-pages" -> H2Measurements.pages(work);
      case "passes" -> new Passes();
      case "resting" -> new RestingSessions(work);
      case "start" -> new StartTimes(root, work);
      default ->
          report -> {
            System.err.println("no measurement " + name + "; there are " + NAMES);
            System.exit(2);
          };
    };
  }
}
