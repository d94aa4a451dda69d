package dev.agentsessions.bench;

import dev.agentsessions.bench.host.GitAgainstGit;
import dev.agentsessions.bench.host.RestingSessions;
import dev.agentsessions.bench.host.StartTimes;
import dev.agentsessions.bench.host.TakeOver;
import dev.agentsessions.bench.operator.OperatorAtRest;
import dev.agentsessions.bench.reconcile.Passes;
import dev.agentsessions.bench.store.H2Measurements;
import dev.agentsessions.bench.store.PostgresMeasurements;
import dev.agentsessions.bench.workspace.FileSpeed;
import java.nio.file.Path;

/** Runs one measurement. Exit status 1 if a limit was missed, 2 if there is no such measurement. */
public final class Bench {
  private static final int USUAL_SIZE = 100_000;
  private static final String NAMES =
      "files, git, h2, h2-pages, operator, passes, postgres, postgres-clients, postgres-pages,"
          + " resting, start, take-over";

  private Bench() {}

  /**
   * @param arguments this repository's folder, a new one to work in, the measurement's name, and,
   *     for those that take it, how many sessions there shall be
   */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Path work = Path.of(arguments[1]);
    var report = new Report(System.out);
    int size = arguments.length > 3 ? Integer.parseInt(arguments[3]) : USUAL_SIZE;
    measurement(arguments[2], root, work, size).run(report);
    System.exit(report.holds() ? 0 : 1);
  }

  private static Measurement measurement(String name, Path root, Path work, int size) {
    return switch (name) {
      case "files" -> new FileSpeed(work);
      case "git" -> new GitAgainstGit(work);
      case "h2" -> H2Measurements.speed(work);
      case "h2-pages" -> H2Measurements.pages(work);
      case "operator" -> new OperatorAtRest(work);
      case "passes" -> new Passes();
      case "postgres" -> PostgresMeasurements.speed(work, size);
      case "postgres-clients" -> PostgresMeasurements.clients(work);
      case "postgres-pages" -> PostgresMeasurements.pages(work, size);
      case "resting" -> new RestingSessions(work);
      case "start" -> new StartTimes(root, work);
      case "take-over" -> new TakeOver(work);
      default ->
          report -> {
            System.err.println("no measurement " + name + "; there are " + NAMES);
            System.exit(2);
          };
    };
  }
}
